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
}
