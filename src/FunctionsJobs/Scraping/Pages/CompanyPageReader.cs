using System.Security.Cryptography;
using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping.Fetching;
using FunctionsJobs.Scraping.Technologies;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Scraping.Pages;

/// <summary>Reads what a page says of a company. The page is a stranger's: nothing of it is run, loaded or trusted.</summary>
public sealed class CompanyPageReader(IOptions<ScrapingOptions> options, TimeProvider time)
{
    /// <summary>Reads a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="cancellation">Fires when the job is stopped.</param>
    /// <exception cref="JobFaultException">The page is beyond the bounds.</exception>
    internal CompanyPage Read(FetchedPage page, CancellationToken cancellation)
    {
        PageParts parts;
        using (var document = PageDocument.Parse(page.Text, options.Value, time, cancellation))
        {
            parts = PageWalk.Over(document, page.Url);
        }

        var organization = OrganizationReader.Read(JsonLd.Nodes(parts.JsonLd), page.Url);
        var company = CompanyBounds.Apply(Combine(page, parts, organization ?? new Organization()));
        return new CompanyPage(company with { ContentHash = Hash(company) }, organization is not null);
    }

    private ScrapedCompany Combine(FetchedPage page, PageParts parts, Organization organization) => new()
    {
        Url = CanonicalOf(parts, page.Url).AbsoluteUri,
        FetchedAt = time.GetUtcNow(),
        Title = parts.Title ?? parts.Meta("og:title"),
        Name = organization.Name ?? parts.Meta("og:site_name", "application-name"),
        LegalName = organization.LegalName,
        Description = parts.Meta("description", "og:description") ?? organization.Description,
        Language = LanguageTag.Read(parts.Language) ?? LanguageTag.Read(parts.Meta("content-language", "og:locale"))
            ?? LanguageTag.Read(page.Headers.GetValueOrDefault("content-language")),
        Emails = Contacts.Emails(parts, organization.Emails),
        Phones = Contacts.Phones(parts, organization.Phones),
        Address = organization.Address,
        SocialLinks = SocialNetworks.Find(organization.SameAs.Select(Absolute).OfType<Uri>().Concat(parts.Anchors)),
        Technologies = TechnologyDetector.Detect(page.Headers, parts),
        LogoUrl = organization.Logo is { } logo && Uri.TryCreate(parts.Base, logo, out var address) ? address.AbsoluteUri : null,
        FoundingDate = organization.FoundingDate,
        Employees = organization.Employees,
        Industry = organization.Industry,
        Keywords = [.. organization.Keywords.Concat((parts.Meta("keywords") ?? "").Split(','))],
    };

    /// <summary>The address that the page gives for itself, where it is one of the same host and no less secure; the page's own otherwise.</summary>
    private static Uri CanonicalOf(PageParts parts, Uri url)
    {
        var canonical = parts.Links.FirstOrDefault(link => link.Relation == "canonical").Address;
        return canonical is not null
            && TargetUrl.TryRead(canonical.AbsoluteUri, out var read)
            && TargetUrl.LimitKey(read) == TargetUrl.LimitKey(url)
            && read.Port == url.Port
            && (read.Scheme == url.Scheme || read.Scheme == Uri.UriSchemeHttps)
            ? read
            : url;
    }

    /// <summary>A hash of the facts, which the time they were read does not belong to.</summary>
    private static string Hash(ScrapedCompany company) => Convert.ToHexStringLower(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(company with { FetchedAt = default, ContentHash = null }, CompanyJson.Default.ScrapedCompany)));

    private static Uri? Absolute(string address) => Uri.TryCreate(address, UriKind.Absolute, out var read) ? read : null;
}
