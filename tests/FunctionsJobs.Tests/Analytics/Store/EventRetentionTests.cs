using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Sql;
using static FunctionsJobs.Tests.Analytics.AnalyticsEvents;

namespace FunctionsJobs.Tests.Analytics.Store;

/// <summary>What every implementation of <c>IEventRetention</c> does.</summary>
public abstract class EventRetentionTests : AnalyticsStoreContract
{
    private static readonly DateOnly Horizon = new(2026, 2, 1);
    private static readonly UtcRange All = Range("2026-01-25T00:00:00Z", "2026-02-08T00:00:00Z");

    private SqlEventRetention Retention => new(Fixture.OpenDatabase());

    [Fact]
    public async Task Remove_WhenHoursAreStale_ChangesNothing()
    {
        await AddAsync(Click("a", "2026-01-31T10:00:00Z", 1));

        Assert.Null(await Retention.RemoveAsync(P, Horizon, 10, CancellationToken.None));

        Assert.Empty(await Retention.ReadHorizonsAsync(null, CancellationToken.None));
        Assert.Equal(1, await Retention.CountAsync(P, Horizon, CancellationToken.None));
    }

    [Fact]
    public async Task Remove_TakesEventsInBatches_AndKeepsEveryRollUpWhateverIsRunAgain()
    {
        var events = Random(seed: 5, count: 600, around: "2026-02-01T00:00:00Z", days: 6, repeats: false);
        await AddAsync([.. events]);
        var expected = ExpectedRollups.Of(events);
        foreach (var publisher in expected.Publishers)
        {
            await RollUpAllAsync(publisher, All);
        }

        var old = events.Count(e => e.PublisherId == P && e.AtMilliseconds < Ms("2026-02-01T00:00:00Z"));
        Assert.Equal(old, await Retention.CountAsync(P, Horizon, CancellationToken.None));
        var removed = 0;
        for (var last = 40; last == 40; removed += last)
        {
            last = (await Retention.RemoveAsync(P, Horizon, 40, CancellationToken.None))!.Value;
            Assert.InRange(last, 0, 40);
        }

        Assert.Equal((old, 0L), (removed, await Retention.CountAsync(P, Horizon, CancellationToken.None)));
        await RollUpAllAsync(P, All);
        await AssertHoldsAsync(expected, All);
        Assert.Equal([P], (await Retention.ReadHorizonsAsync(null, CancellationToken.None)).Keys);
        Assert.NotEqual(0, await Retention.CountAsync("pub-2", Horizon, CancellationToken.None));
    }

    [Fact]
    public async Task Remove_ToAnEarlierDay_DoesNotMoveTheHorizonBack()
    {
        await Retention.RemoveAsync(P, Horizon, 10, CancellationToken.None);

        Assert.Equal(0, await Retention.RemoveAsync(P, Horizon.AddDays(-3), 10, CancellationToken.None));

        var horizon = Assert.Single(await Retention.ReadHorizonsAsync(P, CancellationToken.None));
        Assert.Equal(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), horizon.Value);
    }

    [Fact]
    public async Task RollUp_OfADayWithEventsFromBothSidesOfTheHorizon_CountsThoseAfterIt()
    {
        await AddAsync(Click("old", "2026-01-31T23:00:00Z", 1), Click("new", "2026-02-01T00:00:00Z", 2));
        await RollUpAllAsync(P, All);
        await Retention.RemoveAsync(P, Horizon, 10, CancellationToken.None);
        await AddAsync(Click("later", "2026-02-01T00:30:00Z", 4));

        await RollUpAllAsync(P, All);

        Assert.Equal(7, (await Store.SumRollupsAsync(P, Granularity.Week, All, CancellationToken.None)).Totals.RevenueMicros);
        Assert.Equal([1, 6], (await ReadAsync(Granularity.Month, All)).Select(month => month.Counts.RevenueMicros));
    }
}

public sealed class SqliteEventRetentionTests : EventRetentionTests
{
    protected override async Task<StoreFixture> OpenAsync() => await SqliteStoreFixture.OpenAsync();
}
