using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.CompanyListScraping;

/// <summary>The data of a <c>scraping/companies</c> job, as sent.</summary>
public sealed record CompanyListScrapingContract
{
    /// <summary>The companies' web pages, as <c>scraping/company</c> takes them; one that is there twice is read once.</summary>
    [JsonPropertyName("company_urls")]
    public required IReadOnlyList<string> CompanyUrls { get; init; }

    /// <summary>The priority of the job and of the jobs of its pages, 0 to 100, where its options name none.</summary>
    [JsonPropertyName("priority")]
    public int? Priority { get; init; }
}
