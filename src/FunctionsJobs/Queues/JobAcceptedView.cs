namespace FunctionsJobs.Queues;

/// <summary>The answer to a submission.</summary>
public sealed record JobAcceptedView
{
    /// <summary>The job's id, which is also its orchestration's instance id.</summary>
    public required string JobId { get; init; }

    /// <summary>The queue's canonical name.</summary>
    public required string QueueName { get; init; }

    /// <summary>The name the job was submitted under.</summary>
    public required string JobName { get; init; }

    /// <summary>The state the job is in.</summary>
    public required string State { get; init; }

    /// <summary>Where the job shows its progress and result: a path on this server.</summary>
    public required string StatusUrl { get; init; }

    /// <summary>The durable engine's own status, with the system key; like those below, null for callers who must not hold the key: all but administrators of all publishers.</summary>
    public string? StatusQueryGetUri { get; init; }

    /// <summary>Sends an event to the orchestration.</summary>
    public string? SendEventPostUri { get; init; }

    /// <summary>Terminates the orchestration.</summary>
    public string? TerminatePostUri { get; init; }

    /// <summary>Removes the orchestration's history.</summary>
    public string? PurgeHistoryDeleteUri { get; init; }

    /// <summary>Suspends the orchestration.</summary>
    public string? SuspendPostUri { get; init; }

    /// <summary>Resumes the orchestration.</summary>
    public string? ResumePostUri { get; init; }
}
