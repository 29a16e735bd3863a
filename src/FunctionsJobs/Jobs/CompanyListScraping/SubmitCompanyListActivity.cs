using System.Text.Json;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping.Lists;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Jobs.CompanyListScraping;

/// <summary>Submits the jobs of a part of the list. Answers where the next part begins.</summary>
public sealed class SubmitCompanyListActivity(IJobStore jobs, CompanyListScraper scraper, JobExecution execution)
{
    [Function(nameof(SubmitCompanyListActivity))]
    public async Task<int> RunAsync([ActivityTrigger] CompanyListScrapingPartContract part, [DurableClient] DurableTaskClient client) =>
        await scraper.SubmitAsync(client, execution, await ReadAsync(jobs, part.JobId, execution.Cancellation), part.First);

    /// <summary>The pages of a job, which were checked when it was submitted.</summary>
    internal static async Task<CompanyUrls> ReadAsync(IJobStore jobs, string jobId, CancellationToken cancellation)
    {
        var job = await jobs.FindAsync(jobId, cancellation)
            ?? throw new JobFaultException(JobFault.Cancelled("job_removed", "The job store does not have the job any more."));
        var urls = new CompanyUrls();
        foreach (var text in JsonSerializer.Deserialize(job.Arguments, CompanyListScrapingJson.Default.CompanyListScrapingContract)!.CompanyUrls)
        {
            urls.TryAdd(text);
        }

        return urls;
    }
}
