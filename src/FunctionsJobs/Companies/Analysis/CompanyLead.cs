namespace FunctionsJobs.Companies.Analysis;

/// <summary>A company that looks promising.</summary>
public sealed record CompanyLead
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name without legal form, or its domain.</summary>
    public required string Name { get; init; }

    /// <summary>Its domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Its country's code.</summary>
    public string? Country { get; init; }

    /// <summary>Its industry's section.</summary>
    public string? Industry { get; init; }

    /// <summary>Its class of size.</summary>
    public string? Size { get; init; }

    /// <summary>Its score, 0 to 100.</summary>
    public required int Score { get; init; }

    internal static CompanyLead Of(CompanyInsight insight) => new()
    {
        Id = insight.Company.Id,
        Name = insight.Name,
        Domain = insight.Company.Domain,
        Country = insight.Profile.Country,
        Industry = insight.Enrichment.Industry?.Section,
        Size = insight.Enrichment.Size,
        Score = insight.Score.Points,
    };
}
