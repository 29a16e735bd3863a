using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.CompanySegmentation;

/// <summary>The data of a <c>company-analytics/analyze</c> job, as sent.</summary>
public sealed record CompanySegmentationContract
{
    /// <summary>The companies' ids, 1 to <c>Companies:MaxIds</c> different ones. Those that are not there are told in the result.</summary>
    [JsonPropertyName("company_ids")]
    public required IReadOnlyList<string> CompanyIds { get; init; }
}
