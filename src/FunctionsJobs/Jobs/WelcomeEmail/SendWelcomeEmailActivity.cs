using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail.Delivery;
using FunctionsJobs.Mail.Templates;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.WelcomeEmail;

/// <summary>Sends a mail that welcomes a new user. A repeat sends nothing that was sent.</summary>
public sealed class SendWelcomeEmailActivity(JobMails mails, JobExecution execution, ILogger<SendWelcomeEmailActivity> logger)
{
    [Function(nameof(SendWelcomeEmailActivity))]
    public async Task<WelcomeEmailResultContract> RunAsync([ActivityTrigger] string jobId)
    {
        var messageId = await mails.SendAsync(
            jobId,
            WelcomeEmailJson.Default.WelcomeEmailContract,
            data => data.UserEmail,
            (key, data, service) => WelcomeMail.Create(key, data.UserEmail, data.UserName, service),
            execution.Cancellation);
        WelcomeEmailLog.HandedOver(logger, jobId, messageId);
        return new WelcomeEmailResultContract { MessageId = messageId };
    }
}
