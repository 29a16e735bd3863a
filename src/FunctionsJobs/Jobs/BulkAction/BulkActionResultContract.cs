namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>What the job has done.</summary>
public sealed record BulkActionResultContract
{
    /// <summary><c>retry</c>, <c>cancel</c> or <c>remove</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Whether the jobs were only counted.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Jobs that matched.</summary>
    public required int Matched { get; init; }

    /// <summary>Jobs that were retried, cancelled (or asked to stop) or removed.</summary>
    public required int Changed { get; init; }

    /// <summary>Jobs that matched and had meanwhile gone on to a state in which the action means nothing.</summary>
    public required int Skipped { get; init; }
}
