namespace FunctionsJobs.Jobs.StatisticsUpdate;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record StatisticsUpdatePlanContract
{
    /// <summary>The span before the snapshot that rates and durations are about, in minutes.</summary>
    public required int WindowMinutes { get; init; }
}
