namespace FunctionsJobs.Jobs.DatabaseOptimization;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record DatabaseOptimizationPlanContract
{
    /// <summary>Share of a database, in percent, that must be free before it is rewritten to give the space back.</summary>
    public required int RewriteAtFreePercent { get; init; }
}
