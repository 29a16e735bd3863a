using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.NotificationEmail;

/// <summary>Sends a mail with a subject and a text of the sender's own: one activity, which is repeated until the mail is handed over or the attempts are used up.</summary>
public static class NotificationEmailOrchestrator
{
    [Function(nameof(NotificationEmailOrchestrator))]
    public static Task<NotificationEmailResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<NotificationEmailPlanContract> run) =>
        JobLifecycle.RunAsync(
            context,
            run,
            NotificationEmailJson.Default.NotificationEmailResultContract,
            attempt => attempt.CallActivityAsync<NotificationEmailResultContract>(nameof(SendNotificationEmailActivity), run.JobId));
}
