using FunctionsJobs.Companies.Analysis;
using FunctionsJobs.Companies.Enrichment;
using FunctionsJobs.Companies.Profiles;
using FunctionsJobs.Companies.Scores;

namespace FunctionsJobs.Companies.Reports;

/// <summary>One company of a report.</summary>
public sealed record CompanyReportEntry
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The company that it is another appearance of, or null.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>What is known of it.</summary>
    public required CompanyProfile Profile { get; init; }

    /// <summary>What follows from that.</summary>
    public required CompanyEnrichment Enrichment { get; init; }

    /// <summary>Its score, with the reasons.</summary>
    public required CompanyScore Score { get; init; }

    internal static CompanyReportEntry Of(CompanyInsight insight) => new()
    {
        Id = insight.Company.Id,
        Domain = insight.Company.Domain,
        DuplicateOf = insight.Company.DuplicateOf,
        Profile = insight.Profile,
        Enrichment = insight.Enrichment,
        Score = insight.Score,
    };
}
