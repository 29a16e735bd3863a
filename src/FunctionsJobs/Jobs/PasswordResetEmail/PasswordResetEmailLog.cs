using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.PasswordResetEmail;

/// <summary>Events 7200–7299. Nothing of what the mail says is logged.</summary>
internal static partial class PasswordResetEmailLog
{
    [LoggerMessage(7200, LogLevel.Information, "Job {JobId} handed over a mail with a link that sets a new password: {MessageId}")]
    public static partial void HandedOver(ILogger logger, string jobId, string messageId);
}
