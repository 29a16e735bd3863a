using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping.Lists;
using FunctionsJobs.Scraping.Search;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>Searches, and keeps the list of pages with the job: a repeat answers the one that was kept. Answers how many pages there are.</summary>
public sealed class SearchCompaniesActivity(
    IJobStore jobs, ICompanySearch search, CompanyUrlFiles files, JobExecution execution, ILogger<SearchCompaniesActivity> logger)
{
    [Function(nameof(SearchCompaniesActivity))]
    public async Task<int> RunAsync([ActivityTrigger] CompanyBatchScrapingSearchContract request)
    {
        var cancellation = execution.Cancellation;
        if (await files.FindAsync(request.JobId, cancellation) is { } kept)
        {
            return kept.Count;
        }

        var job = await jobs.FindAsync(request.JobId, cancellation)
            ?? throw new JobFaultException(JobFault.Cancelled("job_removed", "The job store does not have the job any more."));
        var urls = new CompanyUrls();
        foreach (var query in request.Plan.SearchQueries.Distinct(StringComparer.Ordinal))
        {
            foreach (var hit in (await search.SearchAsync(job.Tenant, query, request.Plan.MaxResultsPerQuery, cancellation)).Take(request.Plan.MaxResultsPerQuery))
            {
                urls.TryAdd(hit);
            }
        }

        await files.WriteAsync(request.JobId, urls, cancellation);
        CompanyBatchScrapingLog.Searched(logger, request.JobId, request.Plan.SearchQueries.Count, urls.Count);
        return urls.Count;
    }
}
