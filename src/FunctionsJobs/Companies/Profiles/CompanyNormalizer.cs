using System.Globalization;

namespace FunctionsJobs.Companies.Profiles;

/// <summary>Brings what pages say into one form.</summary>
internal static class CompanyNormalizer
{
    /// <summary>What a company's own pages state, in normal form and without completions.</summary>
    public static CompanyProfile Stated(string domain, ScrapedCompany facts)
    {
        var country = CompanyCountry.Of(domain, facts.Address, facts.Phones, facts.Emails);
        var (name, form) = facts.Name is null ? (null, null) : LegalForms.Split(facts.Name);
        var (legalName, legalForm) = facts.LegalName is null ? (null, null) : LegalForms.Split(facts.LegalName);
        return new CompanyProfile
        {
            Name = name ?? legalName,
            LegalForm = legalForm ?? form,
            Description = facts.Description,
            Url = Url(facts.Url),
            Language = Language(facts.Language),
            Country = country is (var code, CompanyCountry.Address) ? code : null,
            Address = facts.Address is { } address && Countries.TryRead(address.Country, out var known) ? address with { Country = known } : facts.Address,
            Emails = Emails(domain, facts.Emails),
            Phones = Sorted(facts.Phones.Select(phone => PhoneNumbers.ToE164(phone, country?.Code) ?? phone)),
            SocialLinks = facts.SocialLinks.OrderBy(link => link.Key, StringComparer.Ordinal).ToDictionary(link => link.Key, link => Url(link.Value), StringComparer.Ordinal),
            Technologies = [.. facts.Technologies.Order(StringComparer.Ordinal).DistinctBy(technology => technology.ToUpperInvariant()).Order(StringComparer.OrdinalIgnoreCase)],
            LogoUrl = facts.LogoUrl,
            FoundedYear = Year(facts),
            Employees = facts.Employees,
            Industry = facts.Industry,
            Keywords = Sorted(facts.Keywords.Select(keyword => keyword.ToLowerInvariant())),
        };
    }

    /// <summary>Addresses in lower case, those of the own domain first. Local parts are compared likewise: no provider in use tells them apart by capitals.</summary>
    public static IReadOnlyList<string> Emails(string domain, IEnumerable<string> emails) =>
    [
        .. emails.Select(email => email.ToLowerInvariant())
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(email => MailDomains.IsOwn(email, domain))
            .ThenBy(email => email, StringComparer.Ordinal),
    ];

    private static string Url(string url)
    {
        var builder = new UriBuilder(url) { Fragment = "", UserName = "", Password = "" };
        return builder.Uri.AbsoluteUri;
    }

    private static string? Language(string? text) => text?.Replace('_', '-').Split('-') switch
    {
        [{ Length: 2 or 3 } language] when language.All(char.IsAsciiLetter) => language.ToLowerInvariant(),
        [{ Length: 2 or 3 } language, { Length: 2 } region, ..] when (language + region).All(char.IsAsciiLetter) => $"{language.ToLowerInvariant()}-{region.ToUpperInvariant()}",
        _ => null,
    };

    // A company that will be founded is a mistake; the time of reading is the "now" that stays the same.
    private static int? Year(ScrapedCompany facts) =>
        int.TryParse(facts.FoundingDate?[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= 1000 && year <= facts.FetchedAt.Year ? year : null;

    private static string[] Sorted(IEnumerable<string> texts) => [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
