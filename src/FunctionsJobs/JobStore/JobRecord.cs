using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.JobStore;

/// <summary>One job as the store holds it. Times are UTC, to the millisecond.</summary>
public sealed record JobRecord
{
    /// <summary>The job's id, which is also the instance id of its orchestration.</summary>
    public required string Id { get; init; }

    /// <summary>The canonical name of its queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The job type within the queue.</summary>
    public required string Type { get; init; }

    /// <summary>The name the submitter gave: the job type's, or one of its own.</summary>
    public required string Name { get; init; }

    /// <summary>Whose job it is, or null for one that belongs to no tenant.</summary>
    public required string? Tenant { get; init; }

    /// <summary>The submitted data as canonical JSON.</summary>
    public required string Arguments { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required JobState State { get; init; }

    /// <summary>0 to 100; higher is admitted first.</summary>
    public required int Priority { get; init; }

    /// <summary>How often and how long it is tried.</summary>
    public required JobPolicy Policy { get; init; }

    /// <summary>Attempts that were begun.</summary>
    public required int AttemptsMade { get; init; }

    /// <summary>How far it is.</summary>
    public required JobProgress Progress { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first attempt began.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When its next attempt is due, while it is <see cref="JobState.Retrying"/>.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The result as JSON, once it is <see cref="JobState.Completed"/>.</summary>
    public required string? Result { get; init; }

    /// <summary>Why the last attempt failed, until an attempt succeeds.</summary>
    public required JobFault? Error { get; init; }
}
