namespace FunctionsJobs.JobStore.Admission;

/// <summary>A queue's settings and slots at one moment.</summary>
public sealed record QueueStatus
{
    /// <summary>The canonical name.</summary>
    public required string Queue { get; init; }

    /// <summary>Whether nothing is admitted until somebody resumes the queue. What runs goes on.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>The limits that count: an administrator's where there is one, otherwise the default.</summary>
    public required QueueLimits Limits { get; init; }

    /// <summary>Jobs that hold a slot: running and cancelling.</summary>
    public required int Running { get; init; }
}
