using FunctionsJobs.Companies;

namespace FunctionsJobs.Scraping.Pages;

/// <summary>What a page says of a company.</summary>
/// <param name="Company">The facts, within their bounds.</param>
/// <param name="HasOrganization">Whether the page describes an organisation by JSON-LD.</param>
internal sealed record CompanyPage(ScrapedCompany Company, bool HasOrganization);
