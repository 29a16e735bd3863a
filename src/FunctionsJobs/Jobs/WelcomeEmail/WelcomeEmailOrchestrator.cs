using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.WelcomeEmail;

/// <summary>Sends a mail that welcomes a new user: one activity, which is repeated until the mail is handed over or the attempts are used up.</summary>
public static class WelcomeEmailOrchestrator
{
    [Function(nameof(WelcomeEmailOrchestrator))]
    public static Task<WelcomeEmailResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<WelcomeEmailPlanContract> run) =>
        JobLifecycle.RunAsync(
            context,
            run,
            WelcomeEmailJson.Default.WelcomeEmailResultContract,
            attempt => attempt.CallActivityAsync<WelcomeEmailResultContract>(nameof(SendWelcomeEmailActivity), run.JobId));
}
