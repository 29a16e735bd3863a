using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail.Delivery;
using FunctionsJobs.Mail.Templates;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.PasswordResetEmail;

/// <summary>Sends a mail with a link that sets a new password. A repeat sends nothing that was sent.</summary>
public sealed class SendPasswordResetEmailActivity(JobMails mails, JobExecution execution, ILogger<SendPasswordResetEmailActivity> logger)
{
    [Function(nameof(SendPasswordResetEmailActivity))]
    public async Task<PasswordResetEmailResultContract> RunAsync([ActivityTrigger] string jobId)
    {
        var messageId = await mails.SendAsync(
            jobId,
            PasswordResetEmailJson.Default.PasswordResetEmailContract,
            data => data.UserEmail,
            (key, data, service) => PasswordResetMail.Create(key, data.UserEmail, new Uri(data.ResetLink), service),
            execution.Cancellation);
        PasswordResetEmailLog.HandedOver(logger, jobId, messageId);
        return new PasswordResetEmailResultContract { MessageId = messageId };
    }
}
