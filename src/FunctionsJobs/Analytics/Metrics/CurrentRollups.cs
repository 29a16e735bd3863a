namespace FunctionsJobs.Analytics.Metrics;

/// <summary>Reads roll-ups that hold every event there is: what is out of date within the range is recomputed first, and nothing else.</summary>
public sealed class CurrentRollups(IAnalyticsStore analytics, IMetricsStore metrics)
{
    /// <summary>The buckets that share an instant with the range, in order of time.</summary>
    /// <param name="publisherId">A publisher, or null for the sums over all.</param>
    /// <param name="granularity">The level; day, week or month.</param>
    /// <param name="range">The range.</param>
    /// <param name="cancellation">Cancels the call.</param>
    public async Task<IReadOnlyList<RollupBucket>> ReadAsync(string? publisherId, Granularity granularity, UtcRange range, CancellationToken cancellation)
    {
        await RefreshAsync(publisherId, granularity, range, cancellation);
        return publisherId is null
            ? await metrics.ReadAllRollupsAsync(granularity, range, cancellation)
            : await analytics.ReadRollupsAsync(publisherId, granularity, range, cancellation);
    }

    /// <summary>The publishers with the most revenue within the range.</summary>
    public async Task<IReadOnlyList<PublisherCounts>> ListTopPublishersAsync(Granularity granularity, UtcRange range, int limit, CancellationToken cancellation)
    {
        await RefreshAsync(null, granularity, range, cancellation);
        return await metrics.ListTopPublishersAsync(granularity, range, limit, cancellation);
    }

    private async Task RefreshAsync(string? publisherId, Granularity granularity, UtcRange range, CancellationToken cancellation)
    {
        foreach (var stale in await metrics.ListStaleRollupsAsync(publisherId, granularity, range, cancellation))
        {
            await analytics.RollUpAsync(stale.PublisherId, granularity, stale.Range, cancellation);
        }
    }
}
