namespace FunctionsJobs.Jobs.CompanyScraping;

/// <summary>How much a page said.</summary>
public sealed record CompanyScrapingFoundContract
{
    /// <summary>Whether it has a title.</summary>
    public required bool Title { get; init; }

    /// <summary>Whether it describes itself.</summary>
    public required bool Description { get; init; }

    /// <summary>Whether it describes an organisation by JSON-LD.</summary>
    public required bool Organization { get; init; }

    /// <summary>Whether it has a postal address.</summary>
    public required bool Address { get; init; }

    /// <summary>E-mail addresses.</summary>
    public required int Emails { get; init; }

    /// <summary>Telephone numbers.</summary>
    public required int Phones { get; init; }

    /// <summary>Profiles in social networks.</summary>
    public required int SocialLinks { get; init; }

    /// <summary>Technologies.</summary>
    public required int Technologies { get; init; }
}
