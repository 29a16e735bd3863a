namespace FunctionsJobs.Analytics.Metrics;

/// <summary>Metrics per period, beside the events they are computed from; and what is read over all publishers.</summary>
/// <remarks>
/// Invariants:
/// <list type="number">
/// <item>A metric is a function of the events alone. Computing it again, in any order, alongside ingestion, gives the same rows.</item>
/// <item>An hour is out of date from the commit that changed its events until the commit that recomputes it from all of them. The day, week and month that hold
/// a recomputed hour are written in the same transaction, so that the levels never disagree.</item>
/// <item>A day from before the publisher's horizon (<see cref="Retention.IEventRetention"/>) has no events any more: its metrics stay as they are.</item>
/// <item>A call that names a publisher reads and writes no other one's rows. The calls that name none are for those who may see all.</item>
/// </list>
/// Faults are <see cref="AnalyticsStoreException"/>; a cancelled call throws <see cref="OperationCanceledException"/>.
/// </remarks>
public interface IMetricsStore
{
    /// <summary>Recomputes the hours of a UTC day that are out of date, and the day, week and month that hold them.</summary>
    /// <returns>How many hours were.</returns>
    Task<int> CalculateDayAsync(string publisherId, MetricType type, DateOnly day, CancellationToken cancellation);

    /// <summary>The sums over the stored periods of a level that share an instant with the range.</summary>
    Task<MetricCounts> SumAsync(string publisherId, MetricType type, Granularity granularity, UtcRange range, CancellationToken cancellation);

    /// <summary>The UTC days within the days of the range with an hour that is out of date, in order.</summary>
    Task<IReadOnlyList<DateOnly>> ListStaleDaysAsync(string publisherId, MetricType type, UtcRange range, CancellationToken cancellation);

    /// <summary>Which roll-ups up to a level are out of date within a range, of one publisher or (null) of all: one span for each.</summary>
    Task<IReadOnlyList<StaleRollups>> ListStaleRollupsAsync(string? publisherId, Granularity granularity, UtcRange range, CancellationToken cancellation);

    /// <summary>The stored roll-ups that share an instant with the range, added up over all publishers, in order of time.</summary>
    Task<IReadOnlyList<RollupBucket>> ReadAllRollupsAsync(Granularity granularity, UtcRange range, CancellationToken cancellation);

    /// <summary>The publishers with the most revenue within a range, by the roll-ups of a level; of equal revenue, the one with more impressions first.</summary>
    Task<IReadOnlyList<PublisherCounts>> ListTopPublishersAsync(Granularity granularity, UtcRange range, int limit, CancellationToken cancellation);
}
