namespace FunctionsJobs.JobStore;

/// <summary>
/// Where a job is in its life. Stored by the names of <see cref="JobStateNames"/>; values are only ever appended.
/// Which state may follow which is decided by <see cref="JobTransitions"/> alone.
/// </summary>
public enum JobState
{
    /// <summary>Accepted, and not due before a given time.</summary>
    Scheduled,

    /// <summary>Due, and waiting for other jobs to end: those it depends on, or its children.</summary>
    Blocked,

    /// <summary>Ready, and waiting to be admitted.</summary>
    Queued,

    /// <summary>Admitted: an attempt is under way.</summary>
    Running,

    /// <summary>An attempt failed; the next one waits for its back-off.</summary>
    Retrying,

    /// <summary>Cancellation was asked for while an attempt was under way, which has not stopped yet.</summary>
    Cancelling,

    /// <summary>Ended with a result.</summary>
    Completed,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Ended because it was asked to.</summary>
    Cancelled,
}
