using FunctionsJobs.Companies.Work;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.CompanyEnriching;

/// <summary>Takes the companies batch by batch. Another attempt goes on after the last batch that was done.</summary>
public static class CompanyEnrichingOrchestrator
{
    [Function(nameof(CompanyEnrichingOrchestrator))]
    public static Task<CompanyBatchResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobRun<CompanyEnrichingPlanContract> run)
    {
        var batches = new CompanyBatches(run.JobId, run.Plan.Companies, run.Plan.BatchSize);
        return JobLifecycle.RunAsync(
            context,
            run,
            CompanyEnrichingJson.Default.CompanyBatchResult,
            attempt => batches.RunAsync(attempt, nameof(EnrichCompaniesActivity), batch => batch));
    }
}
