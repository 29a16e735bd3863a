using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.CompanyReporting;

/// <summary>The data of a <c>company-analytics/report</c> job, as sent.</summary>
public sealed record CompanyReportingContract
{
    /// <summary>The companies' ids, 1 to <c>Companies:MaxIds</c> different ones. Those that are not there are told in the result.</summary>
    [JsonPropertyName("company_ids")]
    public required IReadOnlyList<string> CompanyIds { get; init; }

    /// <summary><c>comprehensive</c> (with each company and the reasons of its score) or <c>summary</c>.</summary>
    [JsonPropertyName("report_type")]
    public required string ReportType { get; init; }
}
