using FunctionsJobs.Companies.Enrichment;
using FunctionsJobs.Companies.Profiles;
using FunctionsJobs.Companies.Scores;

namespace FunctionsJobs.Companies;

/// <summary>A company as it is kept: what its pages said last, and what jobs made of it.</summary>
public sealed record CompanyRecord
{
    /// <summary>Its id (<see cref="CompanyId"/>).</summary>
    public required string Id { get; init; }

    /// <summary>The publisher it belongs to, or null for the index of those who are bound to none.</summary>
    public required string? Tenant { get; init; }

    /// <summary>Its domain (<see cref="CompanyDomain"/>), unique within the tenant.</summary>
    public required string Domain { get; init; }

    /// <summary>What its pages said when they were read last. Processing never changes it.</summary>
    public required ScrapedCompany Facts { get; init; }

    /// <summary>The id of the company that this one is another appearance of, or null.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>Its normal form, with what its duplicates know; null before it was processed, and again once its facts changed.</summary>
    public CompanyProfile? Profile { get; init; }

    /// <summary>What follows from its profile; null before it was enriched, and again once its facts changed.</summary>
    public CompanyEnrichment? Enrichment { get; init; }

    /// <summary>Its score; null before it was scored, and again once its facts changed.</summary>
    public CompanyScore? Score { get; init; }

    /// <summary>When it was stored first.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything about it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
