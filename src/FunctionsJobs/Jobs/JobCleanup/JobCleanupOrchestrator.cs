using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.JobCleanup;

/// <summary>Runs <see cref="RemoveOldJobsActivity"/>, which does all of it.</summary>
public static class JobCleanupOrchestrator
{
    [Function(nameof(JobCleanupOrchestrator))]
    public static Task<JobCleanupResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<JobCleanupPlanContract> run) =>
        JobLifecycle.RunAsync(
            context,
            run,
            JobCleanupJson.Default.JobCleanupResultContract,
            attempt => attempt.CallActivityAsync<JobCleanupResultContract>(nameof(RemoveOldJobsActivity), run.Plan));
}
