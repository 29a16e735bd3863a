namespace FunctionsJobs.Jobs.CompanyScraping;

/// <summary>The page to read, for which job.</summary>
public sealed record ScrapeCompanyContract
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The page.</summary>
    public required string Url { get; init; }

    /// <summary>Whose company it becomes, or null.</summary>
    public string? PublisherId { get; init; }
}
