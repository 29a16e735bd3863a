using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping.Lists;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyListScraping;

/// <summary>Collects what became of the list's pages.</summary>
public sealed class CollectCompanyListActivity(
    IJobStore jobs, CompanyListScraper scraper, JobExecution execution, ILogger<CollectCompanyListActivity> logger)
{
    [Function(nameof(CollectCompanyListActivity))]
    public async Task<CompanyListResult> RunAsync([ActivityTrigger] CompanyListScrapingPartContract part)
    {
        var urls = await SubmitCompanyListActivity.ReadAsync(jobs, part.JobId, execution.Cancellation);
        var result = await scraper.CollectAsync(part.JobId, urls, execution.Cancellation);
        CompanyListScrapingLog.ListEnded(logger, part.JobId, result.Total, result.Succeeded, result.Failed, result.Cancelled);
        return result;
    }
}
