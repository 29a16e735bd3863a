namespace FunctionsJobs.Companies.Enrichment;

/// <summary>What follows from a company's profile by rules: its industry, its size, and facts about its domain.</summary>
public sealed record CompanyEnrichment
{
    /// <summary>The industry; null where too little is said about it.</summary>
    public CompanyIndustry? Industry { get; init; }

    /// <summary><c>micro</c>, <c>small</c>, <c>medium</c> or <c>large</c> (<see cref="CompanySize"/>); null where the headcount is not known.</summary>
    public string? Size { get; init; }

    /// <summary>Facts about the domain.</summary>
    public required CompanyDomainFacts Domain { get; init; }
}
