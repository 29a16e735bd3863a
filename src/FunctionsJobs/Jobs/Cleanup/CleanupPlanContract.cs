namespace FunctionsJobs.Jobs.Cleanup;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record CleanupPlanContract
{
    /// <summary>What is cleared away.</summary>
    public required string Type { get; init; }

    /// <summary>What is older than this time is.</summary>
    public required DateTimeOffset Before { get; init; }

    /// <summary>It is only counted.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Most rows or files of one transaction.</summary>
    public required int BatchSize { get; init; }
}
