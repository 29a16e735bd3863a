using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping.Lists;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.CompanyListScraping;

/// <summary>Submits a job for every page, part by part, waits for them without holding a slot, and collects what became of them.</summary>
public static class CompanyListScrapingOrchestrator
{
    [Function(nameof(CompanyListScrapingOrchestrator))]
    public static Task<CompanyListResult> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<CompanyListScrapingPlanContract> run)
    {
        var first = 0;
        return JobLifecycle.RunAsync(
            context,
            run,
            CompanyListJson.Default.CompanyListResult,
            submitChildren: async attempt =>
            {
                while (first < run.Plan.Total)
                {
                    first = await attempt.CallActivityAsync<int>(
                        nameof(SubmitCompanyListActivity), new CompanyListScrapingPartContract { JobId = run.JobId, First = first });
                }
            },
            collect: attempt => attempt.CallActivityAsync<CompanyListResult>(
                nameof(CollectCompanyListActivity), new CompanyListScrapingPartContract { JobId = run.JobId }));
    }
}
