using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.JobStore;

/// <summary>A job to be accepted. Everything in it has been validated.</summary>
public sealed record NewJob
{
    /// <summary>The job's id, given by the submitter or made up.</summary>
    public required string Id { get; init; }

    /// <summary>The canonical name of its queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The job type within the queue.</summary>
    public required string Type { get; init; }

    /// <summary>The name the submitter gave.</summary>
    public required string Name { get; init; }

    /// <summary>Whose job it is, or null for one that belongs to no tenant.</summary>
    public required string? Tenant { get; init; }

    /// <summary>The submitted data as canonical JSON.</summary>
    public required string Arguments { get; init; }

    /// <summary>0 to 100; higher is admitted first.</summary>
    public required int Priority { get; init; }

    /// <summary>How often and how long it is tried.</summary>
    public required JobPolicy Policy { get; init; }

    /// <summary>The submitter's idempotency key, if it sent one.</summary>
    public IdempotencyKey? Idempotency { get; init; }

    /// <summary>When it may run at the earliest; null, or a time that has passed, for at once.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>
    /// What the queue's concurrency per key counts by, such as a publisher or a host; at most 256 characters. Empty for a job that no such limit holds back.
    /// </summary>
    public string LimitKey { get; init; } = "";

    /// <summary>
    /// While a job of the same queue, type, tenant and arguments was accepted less than this long ago and has not failed or been cancelled,
    /// it is the answer, and nothing new is accepted. Null for no such check.
    /// </summary>
    public TimeSpan? UniqueFor { get; init; }

    /// <summary>Jobs of the same tenant that have to end first, without repetition.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>What becomes of it when one of them does not complete.</summary>
    public DependencyPolicy DependencyPolicy { get; init; }

    /// <summary>Words to find it by, without repetition; each 1 to 64 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Who is told when it has ended.</summary>
    public JobNotify? Notify { get; init; }

    /// <summary>Who submits it, for the audit trail; null writes nothing there.</summary>
    public JobActor? Actor { get; init; }
}
