namespace FunctionsJobs.Jobs.StatisticsUpdate;

/// <summary>One queue at the time of the snapshot.</summary>
public sealed record QueueStatisticsContract
{
    /// <summary>The canonical name.</summary>
    public required string QueueName { get; init; }

    /// <summary>Jobs by state, without states that no job is in.</summary>
    public required IReadOnlyDictionary<string, long> States { get; init; }

    /// <summary>Jobs that completed within the window.</summary>
    public required long Completed { get; init; }

    /// <summary>Jobs that failed within the window.</summary>
    public required long Failed { get; init; }

    /// <summary>Jobs that were cancelled within the window.</summary>
    public required long Cancelled { get; init; }

    /// <summary>The time, in milliseconds, that half of the completed jobs did not exceed; null where there were none.</summary>
    public required double? DurationP50 { get; init; }

    /// <summary>The time, in milliseconds, that 95 of 100 completed jobs did not exceed; null where there were none.</summary>
    public required double? DurationP95 { get; init; }
}
