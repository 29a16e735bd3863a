using FunctionsJobs.Analytics;
using static FunctionsJobs.Tests.Analytics.AnalyticsEvents;

namespace FunctionsJobs.Tests.Analytics.Store;

public abstract class AnalyticsStoreStalenessTests : AnalyticsStoreContract
{
    private static readonly UtcRange January = Range("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");

    [Fact]
    public async Task ListStaleDays_WhenEventsArriveLate_NamesTheirDays()
    {
        await AddAsync(Click("a", "2026-01-10T10:00:00Z"), Click("b", "2026-01-12T10:00:00Z"));
        Assert.Equal([new DateOnly(2026, 1, 10), new DateOnly(2026, 1, 12)], await StaleAsync(January));
        await RollUpAllAsync(P, January);
        Assert.Empty(await StaleAsync(January));

        await AddAsync(Click("c", "2026-01-11T00:00:00Z"), Click("d", "2026-01-11T23:59:59.999Z"));
        Assert.Equal([new DateOnly(2026, 1, 11)], await StaleAsync(January));
        Assert.Empty(await Store.ListStaleDaysAsync("pub-2", January, CancellationToken.None));
    }

    [Fact]
    public async Task ListStaleDays_WhenTheRangeCutsADay_LooksAtAllOfIt()
    {
        await AddAsync(Click("a", "2026-01-10T01:00:00Z"));
        Assert.Equal([new DateOnly(2026, 1, 10)], await StaleAsync(Range("2026-01-10T20:00:00Z", "2026-01-10T21:00:00Z")));
        Assert.Empty(await StaleAsync(Range("2026-01-11T00:00:00Z", "2026-01-12T00:00:00Z")));
    }

    [Fact]
    public async Task RollUp_WhenEventsArrivedLate_CorrectsEveryLevel()
    {
        var events = Random(31, 1500, "2026-01-16T00:00:00Z", days: 20);
        var late = events.Where((_, i) => i % 10 == 0).ToList();
        var early = events.Where((_, i) => i % 10 != 0).ToList();
        await AddAsync([.. early]);
        var range = Range("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
        foreach (var publisherId in (string[])["pub-0", "pub-1", "pub-2"])
        {
            await RollUpAllAsync(publisherId, range);
        }

        await AddAsync([.. late]);
        foreach (var publisherId in (string[])["pub-0", "pub-1", "pub-2"])
        {
            // Only the coarsest levels are asked for; what is stale below is brought up to date on the way.
            await Store.RollUpAsync(publisherId, Granularity.Week, range, CancellationToken.None);
            await Store.RollUpAsync(publisherId, Granularity.Month, range, CancellationToken.None);
            Assert.Empty(await Store.ListStaleDaysAsync(publisherId, range, CancellationToken.None));
        }

        await AssertHoldsAsync(ExpectedRollups.Of(early.Concat(late)), range.Covering(Granularity.Week).Covering(Granularity.Month));
    }

    [Fact]
    public async Task RollUp_WhenOnlyTheHoursWereRefreshed_StillRefreshesTheDays()
    {
        await AddAsync(Click("a", "2026-01-10T10:00:00Z", 1));
        await RollUpAllAsync(P, January);
        await AddAsync(Click("b", "2026-01-10T10:00:00Z", 2));
        await Store.RollUpHoursAsync(P, new DateOnly(2026, 1, 10), CancellationToken.None);

        await Store.RollUpAsync(P, Granularity.Month, January, CancellationToken.None);
        Assert.Equal(3, Assert.Single(await ReadAsync(Granularity.Day, January)).Counts.RevenueMicros);
        Assert.Equal(3, Assert.Single(await ReadAsync(Granularity.Month, January)).Counts.RevenueMicros);
    }

    [Fact]
    public async Task Probe_Always_CountsStaleHours()
    {
        var empty = await Store.ProbeAsync(CancellationToken.None);
        Assert.True(empty.SchemaVersion > 0);
        Assert.Equal(0, empty.StaleHours);
        await AddAsync(Click("a", "2026-01-10T10:00:00Z"), Click("b", "2026-01-10T10:30:00Z"), Click("c", "2026-01-11T10:00:00Z", publisherId: "pub-2"));
        Assert.Equal(2, (await Store.ProbeAsync(CancellationToken.None)).StaleHours);
        await Store.RollUpHoursAsync(P, new DateOnly(2026, 1, 10), CancellationToken.None);
        Assert.Equal(1, (await Store.ProbeAsync(CancellationToken.None)).StaleHours);
    }

    private Task<IReadOnlyList<DateOnly>> StaleAsync(UtcRange range) => Store.ListStaleDaysAsync(P, range, CancellationToken.None);
}
