namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record AnalyticsAggregationPlanContract
{
    /// <summary>Whose events are rolled up.</summary>
    public required string PublisherId { get; init; }

    /// <summary>First instant, UTC: the start of a day and of a bucket of <see cref="Granularity"/>.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after the range, UTC: the start of such a day.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The coarsest roll-up wanted, by its stored name.</summary>
    public required string Granularity { get; init; }

    /// <summary>How many days are rolled up at once.</summary>
    public required int Parallelism { get; init; }
}
