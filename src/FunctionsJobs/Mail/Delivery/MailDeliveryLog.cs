using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Mail.Delivery;

/// <summary>Events 2400–2499. A mail is named by its id, which says nothing of the recipient.</summary>
internal static partial class MailDeliveryLog
{
    [LoggerMessage(2400, LogLevel.Information, "Job {JobId} sent mail {MailId}")]
    public static partial void Sent(ILogger logger, string jobId, string mailId);

    [LoggerMessage(2401, LogLevel.Information, "Mail {MailId} of job {JobId} had been sent before")]
    public static partial void SentBefore(ILogger logger, string jobId, string mailId);

    [LoggerMessage(2402, LogLevel.Information, "Mail {MailId} of job {JobId} is being sent elsewhere, or was when a process died; looking again at {Until}")]
    public static partial void Held(ILogger logger, string jobId, string mailId, DateTimeOffset until);

    [LoggerMessage(2403, LogLevel.Warning, "The claim on mail {MailId} of job {JobId} could not be released; it ends by its time")]
    public static partial void NotReleased(ILogger logger, Exception exception, string jobId, string mailId);
}
