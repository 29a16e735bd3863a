using FunctionsJobs.Analytics;
using static FunctionsJobs.Tests.Analytics.AnalyticsEvents;

namespace FunctionsJobs.Tests.Analytics.Store;

public abstract class AnalyticsStoreEventTests : AnalyticsStoreContract
{
    private static readonly UtcRange Day = Range("2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z");

    [Fact]
    public async Task AddEvents_WhenTheBatchIsEmpty_DoesNothing()
    {
        Assert.Equal(new IngestResult(0, 0), await AddAsync());
        Assert.Empty(await Store.ListPublishersAsync(null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task AddEvents_WhenAnIdRepeatsInOneBatch_KeepsTheFirst()
    {
        Assert.Equal(new IngestResult(1, 1), await AddAsync(Click("a", "2026-01-31T10:00:00Z", 5), Click("a", "2026-01-31T11:00:00Z", 7)));
        await Store.RollUpHoursAsync(P, new DateOnly(2026, 1, 31), CancellationToken.None);
        var hour = Assert.Single(await ReadAsync(Granularity.Hour, Day));
        Assert.Equal(new RollupCounts(0, 0, 1, 5), hour.Counts);
        Assert.Equal(10, hour.Start.Hour);
    }

    [Fact]
    public async Task AddEvents_WhenAnIdRepeatsLater_ChangesNothingAndMarksNothing()
    {
        await AddAsync(Click("a", "2026-01-31T10:00:00Z", 5));
        await Store.RollUpHoursAsync(P, new DateOnly(2026, 1, 31), CancellationToken.None);

        // The same id, at another time, of another type: still the same event.
        Assert.Equal(new IngestResult(0, 1), await AddAsync(Click("a", "2026-03-01T10:00:00Z", 700)));
        Assert.Empty(await Store.ListStaleDaysAsync(P, Range("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"), CancellationToken.None));
    }

    [Fact]
    public async Task AddEvents_WhenTwoPublishersUseOneId_KeepsBoth()
    {
        Assert.Equal(new IngestResult(1, 0), await AddAsync(Click("a", "2026-01-31T10:00:00Z", 5)));
        Assert.Equal(new IngestResult(1, 0), await AddAsync(Click("a", "2026-01-31T10:00:00Z", 6, "pub-2")));
        await RollUpAllAsync(P, Day);
        await RollUpAllAsync("pub-2", Day);
        Assert.Equal(5, Assert.Single(await ReadAsync(Granularity.Day, Day)).Counts.RevenueMicros);
        Assert.Equal(6, Assert.Single(await ReadAsync(Granularity.Day, Day, "pub-2")).Counts.RevenueMicros);
    }

    [Fact]
    public async Task AddEvents_WhenIdsDifferInCaseOnly_KeepsBoth()
    {
        Assert.Equal(
            new IngestResult(4, 0),
            await AddAsync(
                Click("a", "2026-01-31T10:00:00Z"),
                Click("A", "2026-01-31T10:00:00Z"),
                Click("a", "2026-01-31T10:00:00Z", publisherId: "PUB-1"),
                Click("a", "2026-01-31T10:00:00Z", publisherId: "pub-10")));
        await Store.RollUpHoursAsync(P, new DateOnly(2026, 1, 31), CancellationToken.None);
        Assert.Equal(2, (await Store.SumRollupsAsync(P, Granularity.Hour, Day, CancellationToken.None)).Totals.Clicks);
    }

    [Fact]
    public async Task AddEvents_WhenCancelled_KeepsNothingOfTheBatch()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.AddEventsAsync(new[] { Click("a", "2026-01-31T10:00:00Z") }, cancellation.Token));
        Assert.Equal(new IngestResult(1, 0), await AddAsync(Click("a", "2026-01-31T10:00:00Z")));
    }

    [Fact]
    public async Task AddEvents_WhenReopened_StillKnowsTheIds()
    {
        await AddAsync(Click("a", "2026-01-31T10:00:00Z"));
        var another = await Fixture.OpenAnotherAsync();
        Assert.Equal(
            new IngestResult(0, 1), await another.AddEventsAsync(new[] { Click("a", "2026-01-31T10:00:00Z") }, CancellationToken.None));
    }

    [Fact]
    public async Task AddEvents_WhenTextsAreHostile_KeepsThemLiterally()
    {
        var hostile = Click("a'); DROP TABLE analytics_event; --", "2026-01-31T10:00:00Z") with { AdUnit = "=1+1'\"; ﷽" };
        Assert.Equal(new IngestResult(1, 0), await AddAsync(hostile));
        Assert.Equal(new IngestResult(0, 1), await AddAsync(hostile));
    }

    [Fact]
    public async Task ListPublishers_WhenPaged_GivesEachOnceInOrdinalOrder()
    {
        string[] ids = ["B", "a", "b", "a-1", "Z9", "a.1"];
        await AddAsync([.. ids.Select(id => Click("x", "2026-01-31T10:00:00Z", publisherId: id))]);
        var pages = new List<string>();
        while (true)
        {
            var page = await Store.ListPublishersAsync(pages.LastOrDefault(), 4, CancellationToken.None);
            pages.AddRange(page);
            if (page.Count < 4)
            {
                break;
            }
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), pages);
    }

    [Fact]
    public async Task DeleteEvents_WhenRolledUpAgain_RemovesTheirBuckets()
    {
        await AddAsync(
            Click("a", "2026-01-31T10:00:00Z", 1),
            Click("b", "2026-01-31T10:59:59.999Z", 2),
            Click("c", "2026-01-31T11:00:00Z", 4),
            Click("d", "2026-01-31T10:30:00Z", 8, "pub-2"));
        await RollUpAllAsync(P, Day);
        await RollUpAllAsync("pub-2", Day);

        Assert.Equal(2, await Store.DeleteEventsAsync(P, Range("2026-01-31T10:15:00Z", "2026-01-31T11:00:00Z"), 100, CancellationToken.None));
        Assert.Equal([new DateOnly(2026, 1, 31)], await Store.ListStaleDaysAsync(P, Day, CancellationToken.None));
        await RollUpAllAsync(P, Day);
        Assert.Equal(11, Assert.Single(await ReadAsync(Granularity.Hour, Day)).Start.Hour);
        Assert.Equal(4, Assert.Single(await ReadAsync(Granularity.Day, Day)).Counts.RevenueMicros);

        Assert.Equal(1, await Store.DeleteEventsAsync(P, Day, 100, CancellationToken.None));
        await RollUpAllAsync(P, Day);
        foreach (var granularity in Enum.GetValues<Granularity>())
        {
            Assert.Empty(await ReadAsync(granularity, Day));
            Assert.Single(await ReadAsync(granularity, Day, "pub-2"));
        }
    }

    [Fact]
    public async Task DeleteEvents_WhenLimited_MarksOnlyTheHoursItTouched()
    {
        await AddAsync(Click("a", "2026-01-31T10:00:00Z"), Click("b", "2026-01-31T11:00:00Z"), Click("c", "2026-02-01T11:00:00Z"));
        var range = Range("2026-01-31T00:00:00Z", "2026-02-02T00:00:00Z");
        await RollUpAllAsync(P, range);
        Assert.Equal(2, await Store.DeleteEventsAsync(P, range, 2, CancellationToken.None));
        Assert.Equal([new DateOnly(2026, 1, 31)], await Store.ListStaleDaysAsync(P, range, CancellationToken.None));
        Assert.Equal(1, await Store.DeleteEventsAsync(P, range, 2, CancellationToken.None));
        Assert.Equal(0, await Store.DeleteEventsAsync(P, range, 2, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a'")]
    public async Task AnyCall_WhenThePublisherIdIsNone_Throws(string publisherId)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.RollUpHoursAsync(publisherId, new DateOnly(2026, 1, 1), CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.RollUpAsync(publisherId, Granularity.Day, Day, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ReadRollupsAsync(publisherId, Granularity.Day, Day, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.SumRollupsAsync(publisherId, Granularity.Day, Day, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ListStaleDaysAsync(publisherId, Day, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteEventsAsync(publisherId, Day, 1, CancellationToken.None));
    }
}
