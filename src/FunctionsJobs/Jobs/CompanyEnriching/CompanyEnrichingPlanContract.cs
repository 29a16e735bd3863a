namespace FunctionsJobs.Jobs.CompanyEnriching;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record CompanyEnrichingPlanContract
{
    /// <summary>How many ids the job has, each counted once.</summary>
    public required int Companies { get; init; }

    /// <summary>Companies per batch.</summary>
    public required int BatchSize { get; init; }
}
