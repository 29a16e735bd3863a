using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.PasswordResetEmail;

/// <summary>Sends a mail with a link that sets a new password: one activity, which is repeated until the mail is handed over or the attempts are used up.</summary>
public static class PasswordResetEmailOrchestrator
{
    [Function(nameof(PasswordResetEmailOrchestrator))]
    public static Task<PasswordResetEmailResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<PasswordResetEmailPlanContract> run) =>
        JobLifecycle.RunAsync(
            context,
            run,
            PasswordResetEmailJson.Default.PasswordResetEmailResultContract,
            attempt => attempt.CallActivityAsync<PasswordResetEmailResultContract>(nameof(SendPasswordResetEmailActivity), run.JobId));
}
