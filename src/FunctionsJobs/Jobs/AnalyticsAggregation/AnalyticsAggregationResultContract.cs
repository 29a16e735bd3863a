namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>The result of the job: what was written, and the sums over the range.</summary>
public sealed record AnalyticsAggregationResultContract
{
    /// <summary>Whose events were rolled up.</summary>
    public required string PublisherId { get; init; }

    /// <summary>The coarsest roll-up, which the totals are taken from.</summary>
    public required string Granularity { get; init; }

    /// <summary>First instant that was rolled up, UTC: the start of a whole bucket.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after that, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Days that were rolled up.</summary>
    public required int Days { get; init; }

    /// <summary>Buckets written, over all levels. Hours and longer spans without events have none.</summary>
    public required int BucketsWritten { get; init; }

    /// <summary>The sums.</summary>
    public required AggregationTotalsContract Totals { get; init; }
}
