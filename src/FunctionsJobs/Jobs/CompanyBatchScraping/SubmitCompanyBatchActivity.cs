using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping.Lists;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>Submits the jobs of a part of the pages that were found. Answers where the next part begins.</summary>
public sealed class SubmitCompanyBatchActivity(CompanyUrlFiles files, CompanyListScraper scraper, JobExecution execution)
{
    [Function(nameof(SubmitCompanyBatchActivity))]
    public async Task<int> RunAsync([ActivityTrigger] CompanyBatchScrapingPartContract part, [DurableClient] DurableTaskClient client) =>
        await scraper.SubmitAsync(client, execution, await ReadAsync(files, part.JobId, execution.Cancellation), part.First);

    /// <summary>The pages that were found.</summary>
    internal static async Task<CompanyUrls> ReadAsync(CompanyUrlFiles files, string jobId, CancellationToken cancellation) =>
        await files.FindAsync(jobId, cancellation)
            ?? throw new JobFaultException(JobFault.Data("pages_missing", "The list of pages that was kept with the job is not there any more."));
}
