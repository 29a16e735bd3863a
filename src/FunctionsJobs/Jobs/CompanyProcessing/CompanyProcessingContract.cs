using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.CompanyProcessing;

/// <summary>The data of a <c>processing/companies</c> job, as sent.</summary>
public sealed record CompanyProcessingContract
{
    /// <summary>The companies' ids, 1 to <c>Companies:MaxIds</c> different ones. Those that are not there are told in the result.</summary>
    [JsonPropertyName("company_ids")]
    public required IReadOnlyList<string> CompanyIds { get; init; }
}
