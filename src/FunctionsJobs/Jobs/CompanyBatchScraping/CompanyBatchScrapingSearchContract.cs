namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>The search of a job. Kept in histories: members are only ever added.</summary>
public sealed record CompanyBatchScrapingSearchContract
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>What is searched for.</summary>
    public required CompanyBatchScrapingPlanContract Plan { get; init; }
}
