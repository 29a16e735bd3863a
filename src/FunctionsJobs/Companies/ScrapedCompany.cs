namespace FunctionsJobs.Companies;

/// <summary>What a company's web pages say, as they say it. What is not known is null or empty.</summary>
/// <remarks>Pages are written by strangers: the store cuts every value to its bound before it keeps it (<see cref="CompanyBounds"/>).</remarks>
public sealed record ScrapedCompany
{
    /// <summary>The page it was read from, <c>http</c> or <c>https</c>. Its host says which company this is (<see cref="CompanyDomain"/>).</summary>
    public required string Url { get; init; }

    /// <summary>When the page was read; kept to the millisecond.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>The page's title.</summary>
    public string? Title { get; init; }

    /// <summary>What the company calls itself.</summary>
    public string? Name { get; init; }

    /// <summary>The name it is registered under, legal form included.</summary>
    public string? LegalName { get; init; }

    /// <summary>What it says about itself, in plain text.</summary>
    public string? Description { get; init; }

    /// <summary>The page's language (BCP 47), such as <c>de</c> or <c>en-GB</c>.</summary>
    public string? Language { get; init; }

    /// <summary>E-mail addresses.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>Telephone numbers, as written.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];

    /// <summary>The address.</summary>
    public CompanyAddress? Address { get; init; }

    /// <summary>Profiles elsewhere: network (<c>linkedin</c>, <c>x</c> …) to its URL.</summary>
    public IReadOnlyDictionary<string, string> SocialLinks { get; init; } = new Dictionary<string, string>();

    /// <summary>Technologies the pages are made with, by name.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>The logo, <c>http</c> or <c>https</c>.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>When the company was founded, as ISO 8601 has it: <c>1998</c>, <c>1998-09</c> or <c>1998-09-04</c>.</summary>
    public string? FoundingDate { get; init; }

    /// <summary>People employed, where the page states it.</summary>
    public int? Employees { get; init; }

    /// <summary>The industry, in the page's words.</summary>
    public string? Industry { get; init; }

    /// <summary>Keywords that the page gives for itself.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Hash of what was read, in the reader's form.</summary>
    public string? ContentHash { get; init; }
}
