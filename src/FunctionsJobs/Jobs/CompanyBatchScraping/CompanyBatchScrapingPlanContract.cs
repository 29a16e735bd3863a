namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record CompanyBatchScrapingPlanContract
{
    /// <summary>What to search for.</summary>
    public required IReadOnlyList<string> SearchQueries { get; init; }

    /// <summary>Most pages per query.</summary>
    public required int MaxResultsPerQuery { get; init; }
}
