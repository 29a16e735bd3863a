using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping.Lists;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>Searches, submits a job for every page that was found, waits for them without holding a slot, and collects what became of them.</summary>
public static class CompanyBatchScrapingOrchestrator
{
    [Function(nameof(CompanyBatchScrapingOrchestrator))]
    public static Task<CompanyListResult> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<CompanyBatchScrapingPlanContract> run)
    {
        int? found = null;
        var first = 0;
        return JobLifecycle.RunAsync(
            context,
            run,
            CompanyListJson.Default.CompanyListResult,
            submitChildren: async attempt =>
            {
                found ??= await attempt.CallActivityAsync<int>(
                    nameof(SearchCompaniesActivity), new CompanyBatchScrapingSearchContract { JobId = run.JobId, Plan = run.Plan });
                while (first < found)
                {
                    first = await attempt.CallActivityAsync<int>(
                        nameof(SubmitCompanyBatchActivity), new CompanyBatchScrapingPartContract { JobId = run.JobId, First = first });
                }
            },
            collect: attempt => attempt.CallActivityAsync<CompanyListResult>(
                nameof(CollectCompanyBatchActivity), new CompanyBatchScrapingPartContract { JobId = run.JobId }));
    }
}
