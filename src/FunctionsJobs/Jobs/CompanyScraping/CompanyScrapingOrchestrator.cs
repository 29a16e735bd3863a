using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.CompanyScraping;

/// <summary>Has one page read into one company, in one step: so nothing of the page is ever in a history.</summary>
public static class CompanyScrapingOrchestrator
{
    [Function(nameof(CompanyScrapingOrchestrator))]
    public static Task<CompanyScrapingResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<CompanyScrapingPlanContract> run) =>
        JobLifecycle.RunAsync(context, run, CompanyScrapingJson.Default.CompanyScrapingResultContract, attempt =>
            attempt.CallActivityAsync<CompanyScrapingResultContract>(
                nameof(ScrapeCompanyActivity),
                new ScrapeCompanyContract { JobId = run.JobId, Url = run.Plan.Url, PublisherId = run.Plan.PublisherId }));
}
