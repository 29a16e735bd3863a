namespace FunctionsJobs.Companies.Enrichment;

/// <summary>What a company's domain and addresses tell. Nothing is asked for over the network.</summary>
public sealed record CompanyDomainFacts
{
    /// <summary>The last label of the domain; null for an IP address.</summary>
    public string? TopLevel { get; init; }

    /// <summary>The part of the domain that somebody registered.</summary>
    public required string Registrable { get; init; }

    /// <summary>The service below whose name the pages lie, such as <c>wordpress.com</c>; null for a domain of the company's own.</summary>
    public string? HostedBy { get; init; }

    /// <summary>Whether the page was read over <c>https</c>.</summary>
    public required bool IsHttps { get; init; }

    /// <summary><c>own-domain</c>, the name of a provider that gives addresses to anybody, or <c>other</c>; null without an e-mail address.</summary>
    public string? MailProvider { get; init; }

    /// <summary>When the page was read: how old the facts are counts from here.</summary>
    public required DateTimeOffset ReadAt { get; init; }
}
