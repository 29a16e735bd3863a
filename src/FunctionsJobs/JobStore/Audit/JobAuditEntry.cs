namespace FunctionsJobs.JobStore.Audit;

/// <summary>A line of the audit trail.</summary>
public sealed record JobAuditEntry
{
    /// <summary>The line's id; ids sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required JobActor Actor { get; init; }

    /// <summary>What: one of <see cref="JobActionNames"/>, or a name of the caller's own.</summary>
    public required string Action { get; init; }

    /// <summary>The queue, or null.</summary>
    public required string? Queue { get; init; }

    /// <summary>The job, or null. It may be gone.</summary>
    public required string? JobId { get; init; }

    /// <summary>The job's tenant, or null.</summary>
    public required string? Tenant { get; init; }

    /// <summary>More, for people, or null. Never arguments, results or secrets.</summary>
    public required string? Detail { get; init; }
}
