using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.CompanySegmentation;

/// <summary>Has the companies counted.</summary>
public static class CompanySegmentationOrchestrator
{
    [Function(nameof(CompanySegmentationOrchestrator))]
    public static Task<CompanySegmentationResultContract> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobRun<CompanySegmentationPlanContract> run) =>
        JobLifecycle.RunAsync(
            context,
            run,
            CompanySegmentationJson.Default.CompanySegmentationResultContract,
            attempt => attempt.CallActivityAsync<CompanySegmentationResultContract>(nameof(AnalyzeCompaniesActivity), run.Plan));
}
