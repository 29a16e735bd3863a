using System.Collections.Frozen;

namespace FunctionsJobs.Companies.Profiles;

/// <summary>The country of a company, by the first of: its address, its international telephone numbers, its domain, its e-mail addresses' domains.</summary>
internal static class CompanyCountry
{
    /// <summary>The address states it.</summary>
    public const string Address = "address";

    // Country codes that are sold as names for anything, by Google's list of generic country-code top-level domains, and ai.
    private static readonly FrozenSet<string> Generic = FrozenSet.Create(
        StringComparer.Ordinal, "ad", "ai", "as", "bz", "cc", "cd", "co", "dj", "fm", "gg", "io", "la", "me", "ms", "nu", "sc", "sh", "sr", "su", "to", "tv", "tk", "vc", "ws", "eu");

    /// <summary>The country and what says so; null where nothing does.</summary>
    /// <param name="domain">The company's domain.</param>
    /// <param name="address">Its address.</param>
    /// <param name="phones">Its telephone numbers, in any form.</param>
    /// <param name="emails">Its e-mail addresses.</param>
    public static (string Code, string From)? Of(string domain, CompanyAddress? address, IReadOnlyList<string> phones, IReadOnlyList<string> emails)
    {
        if (Countries.TryRead(address?.Country, out var stated))
        {
            return (stated, Address);
        }

        var byPhone = phones.Select(phone => PhoneNumbers.ToE164(phone, null)).OfType<string>().Select(PhoneNumbers.CountryOf).OfType<string>();
        var byEmail = emails.Where(email => MailDomains.ProviderOf(email) is null).Select(email => OfDomain(MailDomains.Of(email))).OfType<string>();
        return Only(byPhone) is { } phone ? (phone, "phone")
            : OfDomain(domain) is { } top ? (top, "domain")
            : Only(byEmail) is { } mail ? (mail, "email-domain")
            : null;
    }

    private static string? OfDomain(string domain) =>
        RegistrableDomain.TopLevelOf(domain) is { Length: 2 } top && !Generic.Contains(top) && Countries.TryRead(top, out var country) ? country : null;

    // Several that disagree say nothing.
    private static string? Only(IEnumerable<string> countries) => countries.Distinct(StringComparer.Ordinal).ToArray() is [var only] ? only : null;
}
