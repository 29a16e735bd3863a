using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping.Lists;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>Collects what became of the pages that were found.</summary>
public sealed class CollectCompanyBatchActivity(
    CompanyUrlFiles files, CompanyListScraper scraper, JobExecution execution, ILogger<CollectCompanyBatchActivity> logger)
{
    [Function(nameof(CollectCompanyBatchActivity))]
    public async Task<CompanyListResult> RunAsync([ActivityTrigger] CompanyBatchScrapingPartContract part)
    {
        var urls = await SubmitCompanyBatchActivity.ReadAsync(files, part.JobId, execution.Cancellation);
        var result = await scraper.CollectAsync(part.JobId, urls, execution.Cancellation);
        CompanyBatchScrapingLog.BatchEnded(logger, part.JobId, result.Total, result.Succeeded, result.Failed, result.Cancelled);
        return result;
    }
}
