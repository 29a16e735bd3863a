using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail.Delivery;
using FunctionsJobs.Mail.Templates;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.NotificationEmail;

/// <summary>Sends a mail with a subject and a text of the sender's own. A repeat sends nothing that was sent.</summary>
public sealed class SendNotificationEmailActivity(JobMails mails, JobExecution execution, ILogger<SendNotificationEmailActivity> logger)
{
    [Function(nameof(SendNotificationEmailActivity))]
    public async Task<NotificationEmailResultContract> RunAsync([ActivityTrigger] string jobId)
    {
        var messageId = await mails.SendAsync(
            jobId,
            NotificationEmailJson.Default.NotificationEmailContract,
            data => data.UserEmail,
            (key, data, service) => NotificationMail.Create(key, data.UserEmail, data.Subject, data.Body, service),
            execution.Cancellation);
        NotificationEmailLog.HandedOver(logger, jobId, messageId);
        return new NotificationEmailResultContract { MessageId = messageId };
    }
}
