using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.UserDataExport;

/// <summary>Has everything collected that is held on a person, in one step: it is little, and one snapshot of it is better than several.</summary>
public static class UserDataExportOrchestrator
{
    [Function(nameof(UserDataExportOrchestrator))]
    public static Task<UserDataExportResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<UserDataExportPlanContract> run) =>
        JobLifecycle.RunAsync(context, run, UserDataExportJson.Default.UserDataExportResultContract, attempt =>
            attempt.CallActivityAsync<UserDataExportResultContract>(
                nameof(CollectUserDataActivity), new CollectUserDataContract { JobId = run.JobId, UserId = run.Plan.UserId }));
}
