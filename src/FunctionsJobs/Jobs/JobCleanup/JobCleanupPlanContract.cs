namespace FunctionsJobs.Jobs.JobCleanup;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record JobCleanupPlanContract
{
    /// <summary>Jobs are removed that many days after their end; null for what the retention rules say.</summary>
    public required int? OlderThanDays { get; init; }
}
