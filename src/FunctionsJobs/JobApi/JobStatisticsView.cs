namespace FunctionsJobs.JobApi;

/// <summary>Jobs of all queues: how many are kept by status, and what ended within the last 24 hours.</summary>
public sealed record JobStatisticsView
{
    /// <summary>Jobs that are kept, by status.</summary>
    public required IReadOnlyDictionary<string, long> Totals { get; init; }

    /// <summary>Jobs that wait, by queue.</summary>
    public required IReadOnlyDictionary<string, long> QueueLengths { get; init; }

    /// <summary>Mean time of the completed jobs, in milliseconds, by queue; queues without any are left out.</summary>
    public required IReadOnlyDictionary<string, double> MeanDurations { get; init; }

    /// <summary>Share of completed jobs among those that completed or failed, 0 to 1; null where there were none.</summary>
    public required double? SuccessRate { get; init; }

    /// <summary>Share of failed jobs among the same; null where there were none.</summary>
    public required double? FailureRate { get; init; }
}
