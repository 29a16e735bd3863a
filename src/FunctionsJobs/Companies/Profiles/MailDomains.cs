using System.Collections.Frozen;

namespace FunctionsJobs.Companies.Profiles;

/// <summary>What the domain of an e-mail address says.</summary>
internal static class MailDomains
{
    // Providers that give addresses to anybody.
    private static readonly FrozenDictionary<string, string> Providers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Gmail"] = "gmail.com googlemail.com",
        ["Outlook.com"] = "outlook.com hotmail.com live.com msn.com outlook.de hotmail.de hotmail.fr hotmail.co.uk live.de live.fr",
        ["Yahoo"] = "yahoo.com yahoo.de yahoo.fr yahoo.co.uk yahoo.co.jp ymail.com rocketmail.com",
        ["iCloud"] = "icloud.com me.com mac.com",
        ["AOL"] = "aol.com aol.de",
        ["GMX"] = "gmx.de gmx.net gmx.at gmx.ch gmx.com",
        ["WEB.DE"] = "web.de",
        ["T-Online"] = "t-online.de",
        ["Freenet"] = "freenet.de",
        ["Proton"] = "proton.me protonmail.com pm.me",
        ["Orange"] = "orange.fr wanadoo.fr",
        ["Free"] = "free.fr",
        ["Libero"] = "libero.it",
        ["Mail.ru"] = "mail.ru",
        ["Yandex"] = "yandex.ru yandex.com",
        ["QQ"] = "qq.com",
        ["NetEase"] = "163.com 126.com",
        ["Zoho"] = "zohomail.com",
        ["Fastmail"] = "fastmail.com",
    }.SelectMany(provider => provider.Value.Split(' ').Select(domain => KeyValuePair.Create(domain, provider.Key))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The domain of an address, in lower case.</summary>
    public static string Of(string email) => email[(email.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>The provider that gives such addresses to anybody, or null.</summary>
    public static string? ProviderOf(string email) => Providers.GetValueOrDefault(Of(email));

    /// <summary>Whether an address lies in a company's own domain.</summary>
    public static bool IsOwn(string email, string domain) =>
        ProviderOf(email) is null && RegistrableDomain.Of(Of(email)) == RegistrableDomain.Of(domain);
}
