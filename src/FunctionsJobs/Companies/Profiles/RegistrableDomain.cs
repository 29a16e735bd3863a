using System.Collections.Frozen;
using System.Net;

namespace FunctionsJobs.Companies.Profiles;

/// <summary>The part of a domain that somebody registered, by a small rule in place of the whole Public Suffix List (publicsuffix.org).</summary>
/// <remarks>
/// The last two labels; three where the last is a country's and the one before it is one of the usual kinds (<c>co.uk</c>, <c>com.au</c>), or where both are a service that gives
/// its customers names below its own (<c>github.io</c>). An IP address stands for itself.
/// </remarks>
internal static class RegistrableDomain
{
    private static readonly FrozenSet<string> Kinds = FrozenSet.Create(
        StringComparer.Ordinal, "co", "com", "net", "org", "gov", "gob", "gouv", "govt", "edu", "ac", "or", "ne", "go", "ltd", "plc", "mil", "sch", "nom", "gen", "in", "firm", "web");

    private static readonly FrozenSet<string> Hosts = FrozenSet.Create(
        StringComparer.Ordinal,
        "github.io", "gitlab.io", "blogspot.com", "wordpress.com", "wixsite.com", "weebly.com", "webflow.io", "myshopify.com", "square.site", "business.site", "jimdofree.com",
        "jimdosite.com", "web.app", "firebaseapp.com", "netlify.app", "vercel.app", "pages.dev", "workers.dev", "herokuapp.com", "azurewebsites.net", "azurestaticapps.net",
        "cloudfront.net", "appspot.com", "carrd.co", "strikingly.com", "ghost.io", "notion.site", "eu.org");

    /// <summary>The registrable domain of a domain in the form of <see cref="CompanyDomain"/>.</summary>
    public static string Of(string domain)
    {
        var labels = domain.Split('.');
        if (labels.Length <= 2 || IPAddress.TryParse(domain, out _))
        {
            return domain;
        }

        var three = (labels[^1].Length == 2 && Kinds.Contains(labels[^2])) || IsHost($"{labels[^2]}.{labels[^1]}");
        return string.Join('.', labels[^(three ? 3 : 2)..]);
    }

    /// <summary>The last label; null for an IP address and for a name of one label.</summary>
    public static string? TopLevelOf(string domain) =>
        IPAddress.TryParse(domain, out _) || domain.LastIndexOf('.') is not (> 0 and var dot) ? null : domain[(dot + 1)..];

    /// <summary>The service below whose name the domain lies, or null.</summary>
    public static string? HostOf(string domain) => domain.Split('.') is { Length: > 2 } labels && $"{labels[^2]}.{labels[^1]}" is var host && IsHost(host) ? host : null;

    private static bool IsHost(string domain) => Hosts.Contains(domain);
}
