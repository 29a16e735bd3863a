using System.Text.Json.Serialization;

namespace FunctionsJobs.Scraping.Lists;

/// <summary>The data of a child, as it would be sent for <c>scraping/company</c>.</summary>
/// <param name="CompanyUrl">The page.</param>
internal sealed record CompanyPageData([property: JsonPropertyName("company_url")] string CompanyUrl);
