using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.NotificationEmail;

/// <summary>Events 3900–3999. Nothing of what the mail says is logged.</summary>
internal static partial class NotificationEmailLog
{
    [LoggerMessage(3900, LogLevel.Information, "Job {JobId} handed over a mail with a subject and a text of the sender's own: {MessageId}")]
    public static partial void HandedOver(ILogger logger, string jobId, string messageId);
}
