using FunctionsJobs.Companies.Work;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.CompanyScoring;

/// <summary>Takes the companies batch by batch. Another attempt goes on after the last batch that was done.</summary>
public static class CompanyScoringOrchestrator
{
    [Function(nameof(CompanyScoringOrchestrator))]
    public static Task<CompanyBatchResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobRun<CompanyScoringPlanContract> run)
    {
        var batches = new CompanyBatches(run.JobId, run.Plan.Companies, run.Plan.BatchSize);
        return JobLifecycle.RunAsync(
            context,
            run,
            CompanyScoringJson.Default.CompanyBatchResult,
            attempt => batches.RunAsync(attempt, nameof(ScoreCompaniesActivity), batch => new ScoreBatchContract { Batch = batch, Weights = run.Plan.Weights }));
    }
}
