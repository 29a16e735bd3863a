namespace FunctionsJobs.Jobs.StatisticsUpdate;

/// <summary>What the job has done.</summary>
public sealed record StatisticsUpdateResultContract
{
    /// <summary>When it was taken, UTC.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The span before it that rates and durations are about, in minutes.</summary>
    public required int WindowMinutes { get; init; }

    /// <summary>One entry per queue, by name.</summary>
    public required IReadOnlyList<QueueStatisticsContract> Queues { get; init; }
}
