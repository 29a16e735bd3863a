using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>The data of a <c>scraping/batch</c> job, as sent.</summary>
public sealed record CompanyBatchScrapingContract
{
    /// <summary>What to search for: 1 to 100 queries of 1 to 200 characters each.</summary>
    [JsonPropertyName("search_queries")]
    public required IReadOnlyList<string> SearchQueries { get; init; }

    /// <summary>Most pages per query, 1 to 100. Default 10. A page that several queries find is read once.</summary>
    [JsonPropertyName("max_results_per_query")]
    public int? MaxResultsPerQuery { get; init; }

    /// <summary>The priority of the job and of the jobs of its pages, 0 to 100, where its options name none.</summary>
    [JsonPropertyName("priority")]
    public int? Priority { get; init; }
}
