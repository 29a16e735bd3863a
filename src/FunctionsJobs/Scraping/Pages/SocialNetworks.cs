using FunctionsJobs.Companies;

namespace FunctionsJobs.Scraping.Pages;

/// <summary>Profiles of companies in social networks: known hosts, without buttons for sharing and without profiles of people where a network keeps them apart.</summary>
internal static class SocialNetworks
{
    private const int MaxPath = 200;

    // Host, the network's name, the host it is kept with; which first parts of a path are profiles (none: every other than what follows), and which are not.
    private static readonly Network[] _networks =
    [
        new("linkedin.com", "linkedin", "www.linkedin.com", ["company", "school", "showcase", "organization"], []),
        new("xing.com", "xing", "www.xing.com", ["pages", "companies", "company"], []),
        new("facebook.com", "facebook", "www.facebook.com", [], ["sharer", "sharer.php", "share", "share.php", "dialog", "tr", "plugins", "login", "groups", "events", "policies"]),
        new("fb.com", "facebook", "www.facebook.com", [], ["sharer", "share"]),
        new("x.com", "x", "x.com", [], ["intent", "share", "home", "search", "hashtag", "i", "login"]),
        new("twitter.com", "x", "x.com", [], ["intent", "share", "home", "search", "hashtag", "i", "login"]),
        new("instagram.com", "instagram", "www.instagram.com", [], ["p", "reel", "explore", "accounts"]),
        new("youtube.com", "youtube", "www.youtube.com", [], ["watch", "embed", "shorts", "playlist", "results"]),
        new("tiktok.com", "tiktok", "www.tiktok.com", [], ["share", "embed", "tag"]),
        new("pinterest.com", "pinterest", "www.pinterest.com", [], ["pin", "search"]),
        new("github.com", "github", "github.com", [], ["login", "features", "about", "topics", "search"]),
        new("threads.net", "threads", "www.threads.net", [], ["intent"]),
        new("bsky.app", "bluesky", "bsky.app", ["profile"], []),
    ];

    /// <summary>The first profile in each network.</summary>
    /// <param name="addresses">Addresses, those that count more first.</param>
    public static IReadOnlyDictionary<string, string> Find(IEnumerable<Uri> addresses)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            if (TryRead(address, out var network, out var profile))
            {
                found.TryAdd(network, profile);
            }
        }

        return found;
    }

    private static bool TryRead(Uri address, out string name, out string profile)
    {
        (name, profile) = ("", "");
        if (Of(address) is not { } network)
        {
            return false;
        }

        var parts = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var isProfile = network.Profiles.Length > 0
            ? parts.Length >= 2 && network.Profiles.Contains(parts[0].ToLowerInvariant())
            : parts.Length >= 1 && !network.Others.Contains(parts[0].ToLowerInvariant());
        if (!isProfile || address.AbsolutePath.Length > MaxPath)
        {
            return false;
        }

        (name, profile) = (network.Name, $"https://{network.Canonical}/{string.Join('/', parts)}");
        return true;
    }

    private static Network? Of(Uri address) => TargetUrl.IsWeb(address) && CompanyDomain.TryRead(address.AbsoluteUri, out var host)
        ? _networks.FirstOrDefault(network => host == network.Host || host.EndsWith($".{network.Host}", StringComparison.Ordinal))
        : null;

    private sealed record Network(string Host, string Name, string Canonical, string[] Profiles, string[] Others);
}
