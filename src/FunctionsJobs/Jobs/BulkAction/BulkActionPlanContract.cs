namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record BulkActionPlanContract
{
    /// <summary><c>retry</c>, <c>cancel</c> or <c>remove</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The jobs are only counted.</summary>
    public required bool DryRun { get; init; }

    /// <summary>The canonical name of the queue, or null for all.</summary>
    public required string? Queue { get; init; }

    /// <summary>The job type, or null for all.</summary>
    public required string? Type { get; init; }

    /// <summary>The states, by their stored names.</summary>
    public required IReadOnlyList<string> States { get; init; }

    /// <summary>The tag, or null for any.</summary>
    public required string? Tag { get; init; }

    /// <summary>The publisher, or null for all that the job may reach.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>Accepted at or after this time; null for any.</summary>
    public required DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Accepted before this time; null for up to this job's own acceptance.</summary>
    public required DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Most jobs; a filter that matches more is refused.</summary>
    public required int MaxJobs { get; init; }

    /// <summary>Jobs per part.</summary>
    public required int PageSize { get; init; }
}
