using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.CompanyScraping;

/// <summary>The data of a <c>scraping/company</c> job, as sent.</summary>
public sealed record CompanyScrapingContract
{
    /// <summary>The company's web page: an absolute http or https address of at most 2,048 characters, without user name and password.</summary>
    [JsonPropertyName("company_url")]
    public required string CompanyUrl { get; init; }

    /// <summary>The job's priority, 0 to 100, where its options name none.</summary>
    [JsonPropertyName("priority")]
    public int? Priority { get; init; }
}
