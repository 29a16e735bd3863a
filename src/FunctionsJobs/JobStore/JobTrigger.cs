namespace FunctionsJobs.JobStore;

/// <summary>
/// What happens to a job. Stored in the timeline by the names of <see cref="JobTriggerNames"/>; values are only ever appended.
/// </summary>
public enum JobTrigger
{
    /// <summary>Its time came, and nothing blocks it.</summary>
    Due,

    /// <summary>Its time came, and it still waits for other jobs.</summary>
    DueButBlocked,

    /// <summary>The last job it waited for has ended.</summary>
    Unblocked,

    /// <summary>It was given leave to run; an attempt begins.</summary>
    Admitted,

    /// <summary>An attempt failed, and another one will follow.</summary>
    AttemptFailed,

    /// <summary>The wait before the next attempt is over.</summary>
    BackoffElapsed,

    /// <summary>Somebody asked for it to be cancelled.</summary>
    CancelRequested,

    /// <summary>Its work stopped on request, or its orchestration was terminated.</summary>
    Stopped,

    /// <summary>Its work is done.</summary>
    Succeeded,

    /// <summary>Its work failed for good.</summary>
    Failed,

    /// <summary>Somebody asked for an ended job to be run again.</summary>
    Retried,

    /// <summary>It has submitted its children and gives its slot back until they have ended.</summary>
    ChildrenAwaited,
}
