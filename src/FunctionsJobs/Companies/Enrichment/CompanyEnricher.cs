using FunctionsJobs.Companies.Profiles;

namespace FunctionsJobs.Companies.Enrichment;

/// <summary>Derives what follows from a company's profile.</summary>
internal static class CompanyEnricher
{
    /// <summary>The same for the same company.</summary>
    public static CompanyEnrichment Of(CompanyRecord company)
    {
        var profile = company.Profile ?? CompanyProfiler.Alone(company);
        return new CompanyEnrichment
        {
            Industry = IndustryFinder.Find(profile),
            Size = CompanySize.Of(profile.Employees),
            Domain = new CompanyDomainFacts
            {
                TopLevel = RegistrableDomain.TopLevelOf(company.Domain),
                Registrable = RegistrableDomain.Of(company.Domain),
                HostedBy = RegistrableDomain.HostOf(company.Domain),
                IsHttps = profile.Url.StartsWith("https:", StringComparison.Ordinal),
                MailProvider = MailProvider(company.Domain, profile.Emails),
                ReadAt = company.Facts.FetchedAt,
            },
        };
    }

    // The first address is one of the own domain, where there is any.
    private static string? MailProvider(string domain, IReadOnlyList<string> emails) => emails switch
    {
        [] => null,
        [var first, ..] when MailDomains.IsOwn(first, domain) => "own-domain",
        _ => emails.Select(MailDomains.ProviderOf).FirstOrDefault(provider => provider is not null) ?? "other",
    };
}
