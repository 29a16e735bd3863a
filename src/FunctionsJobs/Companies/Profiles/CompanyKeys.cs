namespace FunctionsJobs.Companies.Profiles;

/// <summary>What a company is recognised by.</summary>
/// <remarks>
/// Two companies of a tenant are the same one where their registrable domains are, or where their names without legal form and their countries are. A name whose company's
/// country nothing tells is no evidence. Made of the company's own facts alone, so that the order in which companies are stored does not matter.
/// </remarks>
internal static class CompanyKeys
{
    private const int MinName = 3;

    /// <summary>What marks a key that stands for an e-mail address, which finds a person and joins no companies.</summary>
    public const string EmailPrefix = "e:";

    /// <summary>A company's keys, each once.</summary>
    public static IReadOnlyList<string> Of(string domain, ScrapedCompany facts)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal) { "d:" + RegistrableDomain.Of(domain) };
        if (CompanyCountry.Of(domain, facts.Address, facts.Phones, facts.Emails) is var (country, _))
        {
            foreach (var name in ((string?[])[facts.Name, facts.LegalName]).OfType<string>().Select(NameKey).Where(name => name.Length >= MinName))
            {
                keys.Add($"n:{name}|{country}");
            }
        }

        foreach (var email in facts.Emails)
        {
            keys.Add(OfEmail(email));
        }

        return [.. keys];
    }

    /// <summary>The key of an e-mail address, whatever its capitals.</summary>
    public static string OfEmail(string email) => EmailPrefix + email.ToLowerInvariant();

    /// <summary>Whether a key joins the companies that have it.</summary>
    public static bool Joins(string key) => !key.StartsWith(EmailPrefix, StringComparison.Ordinal);

    private static string NameKey(string name) => string.Join(' ', CompanyWords.In(LegalForms.Split(name).Name));
}
