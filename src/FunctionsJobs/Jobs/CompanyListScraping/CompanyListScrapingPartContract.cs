namespace FunctionsJobs.Jobs.CompanyListScraping;

/// <summary>A part of the list. Kept in histories: members are only ever added.</summary>
public sealed record CompanyListScrapingPartContract
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The number of the part's first page.</summary>
    public int First { get; init; }
}
