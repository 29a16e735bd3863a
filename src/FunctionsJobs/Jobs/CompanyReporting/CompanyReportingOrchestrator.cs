using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.CompanyReporting;

/// <summary>Has the report written.</summary>
public static class CompanyReportingOrchestrator
{
    [Function(nameof(CompanyReportingOrchestrator))]
    public static Task<CompanyReportingResultContract> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobRun<CompanyReportingPlanContract> run) =>
        JobLifecycle.RunAsync(
            context,
            run,
            CompanyReportingJson.Default.CompanyReportingResultContract,
            attempt => attempt.CallActivityAsync<CompanyReportingResultContract>(nameof(WriteCompanyReportActivity), run.Plan));
}
