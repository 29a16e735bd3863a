namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>One coarser level of the roll-up, over the whole range.</summary>
public sealed record RollUpBucketsContract
{
    /// <summary>The job the step belongs to.</summary>
    public required string JobId { get; init; }

    /// <summary>Whose events are rolled up.</summary>
    public required string PublisherId { get; init; }

    /// <summary><c>day</c>, <c>week</c> or <c>month</c>.</summary>
    public required string Granularity { get; init; }

    /// <summary>First instant, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after the range, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>How many steps the job has in all.</summary>
    public required int TotalSteps { get; init; }
}
