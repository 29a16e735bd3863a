using FunctionsJobs.Analytics;

namespace FunctionsJobs.Tests.Analytics.Store;

/// <summary>Base of the suites every implementation of <see cref="IAnalyticsStore"/> passes.</summary>
public abstract class AnalyticsStoreContract : IAsyncLifetime
{
    private StoreFixture? _fixture;

    internal const string P = AnalyticsEvents.Publisher;

    protected StoreFixture Fixture => _fixture!;

    protected IAnalyticsStore Store => Fixture.Store;

    public async Task InitializeAsync() => _fixture = await OpenAsync();

    public async Task DisposeAsync() => await Fixture.DisposeAsync();

    protected abstract Task<StoreFixture> OpenAsync();

    protected static UtcRange Range(string from, string to) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(AnalyticsEvents.Ms(from)), DateTimeOffset.FromUnixTimeMilliseconds(AnalyticsEvents.Ms(to)));

    private protected Task<IngestResult> AddAsync(params AnalyticsEvent[] events) => Store.AddEventsAsync(events, CancellationToken.None);

    private protected Task<IReadOnlyList<RollupBucket>> ReadAsync(Granularity granularity, UtcRange range, string publisherId = P) =>
        Store.ReadRollupsAsync(publisherId, granularity, range, CancellationToken.None);

    /// <summary>All levels of a range, as the aggregation job goes about it.</summary>
    private protected async Task RollUpAllAsync(string publisherId, UtcRange range)
    {
        foreach (var day in range.Days())
        {
            await Store.RollUpHoursAsync(publisherId, day, CancellationToken.None);
        }

        foreach (var granularity in (Granularity[])[Granularity.Day, Granularity.Week, Granularity.Month])
        {
            await Store.RollUpAsync(publisherId, granularity, range, CancellationToken.None);
        }
    }

    private protected async Task AssertHoldsAsync(ExpectedRollups expected, UtcRange range)
    {
        foreach (var publisherId in expected.Publishers)
        {
            foreach (var granularity in Enum.GetValues<Granularity>())
            {
                Assert.Equal(expected.Buckets(publisherId, granularity), await ReadAsync(granularity, range, publisherId));
                var sum = await Store.SumRollupsAsync(publisherId, granularity, range, CancellationToken.None);
                Assert.Equal(expected.Totals(publisherId), sum.Totals);
                Assert.Equal(expected.Buckets(publisherId, granularity).Count, sum.Buckets);
            }
        }
    }
}
