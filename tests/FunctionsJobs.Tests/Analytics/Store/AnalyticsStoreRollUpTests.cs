using FunctionsJobs.Analytics;
using static FunctionsJobs.Tests.Analytics.AnalyticsEvents;

namespace FunctionsJobs.Tests.Analytics.Store;

public abstract class AnalyticsStoreRollUpTests : AnalyticsStoreContract
{
    // So it costs the same however many events there are.
    [Theory]
    [InlineData(Granularity.Week)]
    [InlineData(Granularity.Month)]
    public async Task RollUp_OfALevelAboveDays_ReadsNoEvents(Granularity granularity)
    {
        var events = Random(8, 500, "2026-02-01T00:00:00Z");
        await AddAsync([.. events]);
        var range = RangeOf(events).Covering(Granularity.Month);
        foreach (var day in range.Days())
        {
            await Store.RollUpHoursAsync(P, day, CancellationToken.None);
        }

        await Store.RollUpAsync(P, Granularity.Day, range.Covering(granularity), CancellationToken.None);
        await Fixture.OpenDatabase().WriteAsync(
            P,
            async session =>
            {
                await session.ExecuteOnceAsync("DROP TABLE analytics_event", CancellationToken.None);
                return true;
            },
            CancellationToken.None);

        await Store.RollUpAsync(P, granularity, range, CancellationToken.None);

        Assert.Equal(ExpectedRollups.Of(events).Buckets(P, granularity), await ReadAsync(granularity, range));
    }

    [Theory]
    [InlineData(1, "2026-01-01T00:00:00Z")]
    [InlineData(2, "2024-02-29T12:00:00Z")]
    [InlineData(3, "2021-01-04T00:00:00Z")]
    [InlineData(4, "2026-03-29T01:00:00Z")]
    [InlineData(5, "2026-10-25T01:00:00Z")]
    [InlineData(6, "2000-01-06T00:00:00Z")]
    [InlineData(7, "2099-12-27T00:00:00Z")]
    public async Task RollUp_WhenEventsAreRandom_EqualsTheIndependentComputation(int seed, string around)
    {
        var events = Random(seed, 3000, around);
        var accepted = 0;
        var duplicates = 0;
        foreach (var batch in events.Chunk(700))
        {
            var result = await AddAsync(batch);
            accepted += result.Accepted;
            duplicates += result.Duplicates;
        }

        var expected = ExpectedRollups.Of(events);
        Assert.Equal(expected.Duplicates, duplicates);
        Assert.Equal(events.Count - expected.Duplicates, accepted);

        var range = RangeOf(events);
        foreach (var publisherId in expected.Publishers)
        {
            await RollUpAllAsync(publisherId, range);
        }

        await AssertHoldsAsync(expected, range.Covering(Granularity.Month));
    }

    [Fact]
    public async Task RollUp_WhenRunAgain_GivesTheSameRowsAndAnswers()
    {
        var events = Random(11, 1000, "2026-01-01T00:00:00Z");
        await AddAsync([.. events]);
        var range = RangeOf(events);
        var first = new List<RollupWrite>();
        var second = new List<RollupWrite>();
        foreach (var run in (List<RollupWrite>[])[first, second])
        {
            foreach (var day in range.Days())
            {
                run.Add(await Store.RollUpHoursAsync("pub-1", day, CancellationToken.None));
            }

            run.Add(await Store.RollUpAsync("pub-1", Granularity.Day, range, CancellationToken.None));
            run.Add(await Store.RollUpAsync("pub-1", Granularity.Week, range, CancellationToken.None));
            run.Add(await Store.RollUpAsync("pub-1", Granularity.Month, range, CancellationToken.None));
        }

        Assert.Equal(first, second);
        Assert.True(first[^1].Totals.RevenueMicros > 0);
    }

    [Theory]
    [InlineData(Granularity.Week)]
    [InlineData(Granularity.Month)]
    public async Task RollUp_WhenTheRangeCutsABucketAndNothingRanBefore_ComputesItWhole(Granularity granularity)
    {
        var events = Random(21, 2000, "2026-01-14T00:00:00Z", days: 40);
        await AddAsync([.. events]);
        var expected = ExpectedRollups.Of(events);

        // One day of a week and month whose other days have never been rolled up.
        var range = Range("2026-01-14T00:00:00Z", "2026-01-15T00:00:00Z");
        var write = await Store.RollUpAsync("pub-1", granularity, range, CancellationToken.None);

        var bucket = Assert.Single(await ReadAsync(granularity, range, "pub-1"));
        Assert.Equal(expected.Buckets("pub-1", granularity).Single(b => b.Start == bucket.Start), bucket);
        Assert.Equal(new RollupWrite(1, bucket.Counts), write);
    }

    [Fact]
    public async Task RollUp_WhenEventsLieOnBorders_PutsThemIntoTheBucketThatStartsThere()
    {
        await AddAsync(
            Click("a", "2025-12-28T23:59:59.999Z", 1),
            Click("b", "2025-12-29T00:00:00.000Z", 2),
            Click("c", "2025-12-31T23:59:59.999Z", 4),
            Click("d", "2026-01-01T00:00:00.000Z", 8),
            Click("e", "2026-01-04T23:59:59.999Z", 16),
            Click("f", "2026-01-05T00:00:00.000Z", 32));
        var range = Range("2025-12-28T00:00:00Z", "2026-01-06T00:00:00Z");
        await RollUpAllAsync(P, range);

        Assert.Equal([1, 2, 4, 8, 16, 32], (await ReadAsync(Granularity.Day, range)).Select(b => b.Counts.RevenueMicros));
        Assert.Equal([1, 2 + 4 + 8 + 16, 32], (await ReadAsync(Granularity.Week, range)).Select(b => b.Counts.RevenueMicros));
        Assert.Equal([1 + 2 + 4, 8 + 16 + 32], (await ReadAsync(Granularity.Month, range)).Select(b => b.Counts.RevenueMicros));
    }

    [Fact]
    public async Task RollUp_WhenANightHasDaylightSaving_StillHasTwentyFourHours()
    {
        // Both nights on which clocks change in Europe, one event per UTC hour.
        foreach (var day in (DateOnly[])[new(2026, 3, 29), new(2026, 10, 25)])
        {
            var midnight = RollupCalendar.StartOfDay(day);
            await AddAsync([.. Enumerable.Range(0, 24).Select(hour => Click($"{day:O}-{hour}", midnight.AddHours(hour).ToString("O"), 1L << hour))]);
            var write = await Store.RollUpHoursAsync(P, day, CancellationToken.None);
            Assert.Equal(24, write.Buckets);
            Assert.Equal(24, write.Totals.Clicks);
            Assert.Equal((1L << 24) - 1, write.Totals.RevenueMicros);
        }
    }

    [Fact]
    public async Task RollUp_WhenThereIsNothing_LeavesNothing()
    {
        var range = Range("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
        Assert.Equal(default, await Store.RollUpHoursAsync(P, new DateOnly(2026, 1, 1), CancellationToken.None));
        Assert.Equal(default, await Store.RollUpAsync(P, Granularity.Month, range, CancellationToken.None));
        Assert.Empty(await ReadAsync(Granularity.Month, range));
        Assert.Equal(default, await Store.SumRollupsAsync(P, Granularity.Hour, range, CancellationToken.None));
    }

    [Fact]
    public async Task RollUp_WhenTheRangeIsEmpty_TouchesNothing()
    {
        await AddAsync(Click("a", "2026-01-15T10:00:00Z"));
        var empty = Range("2026-01-15T10:30:00Z", "2026-01-15T10:30:00Z");
        Assert.Equal(default, await Store.RollUpAsync(P, Granularity.Month, empty, CancellationToken.None));
        Assert.Empty(await ReadAsync(Granularity.Month, Range("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")));
    }

    [Fact]
    public async Task RollUp_WhenAskedForHours_Throws() => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => Store.RollUpAsync(P, Granularity.Hour, UtcRange.OfDay(new DateOnly(2026, 1, 1)), CancellationToken.None));

    [Fact]
    public async Task RollUp_WhenASumDoesNotFit_FailsAndKeepsWhatWasThere()
    {
        // Validation would refuse such amounts; the sums must not rely on that.
        await AddAsync(Click("a", "2026-01-15T10:00:00Z", long.MaxValue));
        var day = new DateOnly(2026, 1, 15);
        await RollUpAllAsync(P, UtcRange.OfDay(day));
        await AddAsync(Click("b", "2026-01-15T10:00:00Z", 1));
        var fault = await Assert.ThrowsAsync<AnalyticsStoreException>(() => Store.RollUpHoursAsync(P, day, CancellationToken.None));
        Assert.False(fault.IsTransient);
        Assert.Equal(long.MaxValue, Assert.Single(await ReadAsync(Granularity.Hour, UtcRange.OfDay(day))).Counts.RevenueMicros);
        Assert.Equal([day], await Store.ListStaleDaysAsync(P, UtcRange.OfDay(day), CancellationToken.None));
    }

    private static UtcRange RangeOf(List<AnalyticsEvent> events) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(events.Min(e => e.AtMilliseconds)),
        DateTimeOffset.FromUnixTimeMilliseconds(events.Max(e => e.AtMilliseconds) + 1));
}
