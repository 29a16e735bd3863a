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

    /// <summary>When the first attempt of its current run began.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When its next attempt is due, while it is <see cref="JobState.Retrying"/>.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The result as JSON, once it is <see cref="JobState.Completed"/>.</summary>
    public required string? Result { get; init; }

    /// <summary>Why the last attempt failed, until an attempt succeeds.</summary>
    public required JobFault? Error { get; init; }

    /// <summary>When it may run at the earliest; null for at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it last became ready to be admitted; its age in the queue counts from here.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>When it was last admitted: the current or last attempt began.</summary>
    public DateTimeOffset? AdmittedAt { get; init; }

    /// <summary>When somebody asked for it to be cancelled, while an attempt was under way.</summary>
    public DateTimeOffset? CancelRequestedAt { get; init; }

    /// <summary>When progress was last reported.</summary>
    public DateTimeOffset? ProgressAt { get; init; }

    /// <summary>What the queue's concurrency per key counts it by; empty for nothing.</summary>
    public string LimitKey { get; init; } = "";

    /// <summary>1, and one more for every explicit retry after its end. Every run has an orchestration of its own, under the same id.</summary>
    public int Run { get; init; } = 1;

    /// <summary>Attempts of earlier runs: the policy's attempts count from here.</summary>
    public int AttemptsBefore { get; init; }

    /// <summary>How many of the jobs it depends on have not ended.</summary>
    public int DependenciesLeft { get; init; }

    /// <summary>What becomes of it when one of them does not complete.</summary>
    public DependencyPolicy DependencyPolicy { get; init; }

    /// <summary>The job that it is a child of, or null.</summary>
    public string? ParentId { get; init; }

    /// <summary>The run of the parent that submitted it last; 0 for a job that is no child.</summary>
    public int ParentRun { get; init; }

    /// <summary>Words to find it by, as JSON array text; null for none. <see cref="JobTags"/> reads it.</summary>
    public string? Tags { get; init; }

    /// <summary>Who is told when it has ended.</summary>
    public JobNotify? Notify { get; init; }
}
