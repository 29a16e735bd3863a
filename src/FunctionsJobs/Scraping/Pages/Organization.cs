using FunctionsJobs.Companies;

namespace FunctionsJobs.Scraping.Pages;

/// <summary>What a page's JSON-LD says about the organisation behind it.</summary>
internal sealed record Organization
{
    public string? Name { get; init; }

    public string? LegalName { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string> Emails { get; init; } = [];

    public IReadOnlyList<string> Phones { get; init; } = [];

    public CompanyAddress? Address { get; init; }

    /// <summary>Its profiles elsewhere.</summary>
    public IReadOnlyList<string> SameAs { get; init; } = [];

    public string? Logo { get; init; }

    public string? FoundingDate { get; init; }

    public int? Employees { get; init; }

    public string? Industry { get; init; }

    public IReadOnlyList<string> Keywords { get; init; } = [];
}
