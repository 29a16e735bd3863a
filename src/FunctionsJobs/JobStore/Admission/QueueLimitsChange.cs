namespace FunctionsJobs.JobStore.Admission;

/// <summary>A change of a queue's limits by an administrator. Null leaves a limit as it is.</summary>
public sealed record QueueLimitsChange
{
    /// <summary><see cref="QueueLimits.Concurrency"/>.</summary>
    public LimitChange<int>? Concurrency { get; init; }

    /// <summary><see cref="QueueLimits.KeyConcurrency"/>.</summary>
    public LimitChange<int>? KeyConcurrency { get; init; }

    /// <summary><see cref="QueueLimits.Rate"/>.</summary>
    public LimitChange<RateLimit>? Rate { get; init; }
}
