namespace FunctionsJobs.Jobs.CompanyScraping;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record CompanyScrapingPlanContract
{
    /// <summary>The page.</summary>
    public required string Url { get; init; }

    /// <summary>Whose company it becomes; null for the index of those who are bound to no publisher.</summary>
    public string? PublisherId { get; init; }
}
