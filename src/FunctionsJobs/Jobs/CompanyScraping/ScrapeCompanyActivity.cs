using FunctionsJobs.Companies;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping.Fetching;
using FunctionsJobs.Scraping.Pages;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyScraping;

/// <summary>
/// Reads a page into its company: asks whether it may, gets it, reads it, stores what it says. A repeat reads again and stores the same, as <c>unchanged</c>.
/// </summary>
public sealed class ScrapeCompanyActivity(
    PageFetcher fetcher, CompanyPageReader reader, ICompanyStore companies, JobExecution execution, ILogger<ScrapeCompanyActivity> logger)
{
    private const int Steps = 4;

    [Function(nameof(ScrapeCompanyActivity))]
    public async Task<CompanyScrapingResultContract> RunAsync([ActivityTrigger] ScrapeCompanyContract scrape)
    {
        var url = new Uri(scrape.Url);
        var page = await fetcher.FetchAsync(
            url, () => execution.ReportAsync(1, Steps, $"robots.txt of {url.IdnHost}"), execution.Cancellation);
        await execution.ReportAsync(2, Steps, $"{page.SentBytes:N0} bytes from {page.Url.IdnHost}");
        var read = reader.Read(page, execution.Cancellation);
        await execution.ReportAsync(3, Steps, "Page read");

        execution.Cancellation.ThrowIfCancellationRequested();
        var stored = await companies.UpsertAsync(scrape.PublisherId, read.Company, execution.Cancellation);
        var outcome = NameOf(stored.Outcome);
        await execution.ReportAsync(Steps, Steps, $"Company {outcome}");
        CompanyScrapingLog.Scraped(logger, scrape.JobId, page.Url.IdnHost, page.SentBytes, stored.Id, outcome);
        return new CompanyScrapingResultContract
        {
            CompanyId = stored.Id,
            Domain = CompanyDomain.TryRead(read.Company.Url, out var domain) ? domain : page.Url.IdnHost,
            Url = page.Url.AbsoluteUri,
            Status = page.Status,
            Bytes = page.SentBytes,
            Outcome = outcome,
            ContentHash = read.Company.ContentHash!,
            Found = Count(read),
        };
    }

    private static CompanyScrapingFoundContract Count(CompanyPage page) => new()
    {
        Title = page.Company.Title is not null,
        Description = page.Company.Description is not null,
        Organization = page.HasOrganization,
        Address = page.Company.Address is not null,
        Emails = page.Company.Emails.Count,
        Phones = page.Company.Phones.Count,
        SocialLinks = page.Company.SocialLinks.Count,
        Technologies = page.Company.Technologies.Count,
    };

    private static string NameOf(CompanyWriteOutcome outcome) => outcome switch
    {
        CompanyWriteOutcome.Created => "created",
        CompanyWriteOutcome.Updated => "updated",
        CompanyWriteOutcome.Unchanged => "unchanged",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome of a write."),
    };
}
