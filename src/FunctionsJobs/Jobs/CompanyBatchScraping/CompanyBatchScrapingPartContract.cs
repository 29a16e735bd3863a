namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>A part of the pages that were found. Kept in histories: members are only ever added.</summary>
public sealed record CompanyBatchScrapingPartContract
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The number of the part's first page.</summary>
    public int First { get; init; }
}
