using FunctionsJobs.Companies.Work;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.CompanyProcessing;

/// <summary>Takes the companies batch by batch. Another attempt goes on after the last batch that was done.</summary>
public static class CompanyProcessingOrchestrator
{
    [Function(nameof(CompanyProcessingOrchestrator))]
    public static Task<CompanyBatchResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobRun<CompanyProcessingPlanContract> run)
    {
        var batches = new CompanyBatches(run.JobId, run.Plan.Companies, run.Plan.BatchSize);
        return JobLifecycle.RunAsync(
            context,
            run,
            CompanyProcessingJson.Default.CompanyBatchResult,
            attempt => batches.RunAsync(attempt, nameof(ProcessCompaniesActivity), batch => batch));
    }
}
