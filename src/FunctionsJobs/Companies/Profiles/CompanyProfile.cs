namespace FunctionsJobs.Companies.Profiles;

/// <summary>A company in normal form, with what its duplicates know and what follows from its domain, telephone numbers and e-mail addresses.</summary>
/// <remarks>A function of the stored facts of the company and its duplicates alone: the same for the same facts, whenever and in whichever order it is made.</remarks>
public sealed record CompanyProfile
{
    /// <summary>The name without its legal form.</summary>
    public string? Name { get; init; }

    /// <summary>The legal form, in its usual spelling, such as <c>GmbH</c>.</summary>
    public string? LegalForm { get; init; }

    /// <summary>What it says about itself.</summary>
    public string? Description { get; init; }

    /// <summary>The page it was read from, without a fragment and without a name and password.</summary>
    public required string Url { get; init; }

    /// <summary>Language, and country of the language where it is given: <c>de</c>, <c>en-GB</c>.</summary>
    public string? Language { get; init; }

    /// <summary>The country (ISO 3166-1 alpha-2).</summary>
    public string? Country { get; init; }

    /// <summary>The address; its country is a code where it was understood.</summary>
    public CompanyAddress? Address { get; init; }

    /// <summary>E-mail addresses in lower case, those of the company's own domain first.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>Telephone numbers: E.164 where the country is known, and otherwise as written.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];

    /// <summary>Profiles elsewhere, by network.</summary>
    public IReadOnlyDictionary<string, string> SocialLinks { get; init; } = new Dictionary<string, string>();

    /// <summary>Technologies, in alphabetical order.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>The logo.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>The year it was founded in.</summary>
    public int? FoundedYear { get; init; }

    /// <summary>People employed.</summary>
    public int? Employees { get; init; }

    /// <summary>The industry, in the company's words.</summary>
    public string? Industry { get; init; }

    /// <summary>Keywords in lower case, in alphabetical order.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>What the company's own pages do not state, in order of the fields.</summary>
    public IReadOnlyList<CompanyCompletion> Completed { get; init; } = [];
}
