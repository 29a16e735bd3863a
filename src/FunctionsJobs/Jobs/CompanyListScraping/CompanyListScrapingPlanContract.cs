namespace FunctionsJobs.Jobs.CompanyListScraping;

/// <summary>What the orchestrator is told; the pages themselves stay with the job. Kept in histories: members are only ever added.</summary>
public sealed record CompanyListScrapingPlanContract
{
    /// <summary>How many pages there are.</summary>
    public required int Total { get; init; }
}
