using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.WelcomeEmail;

/// <summary>Events 7100–7199. Nothing of what the mail says is logged.</summary>
internal static partial class WelcomeEmailLog
{
    [LoggerMessage(7100, LogLevel.Information, "Job {JobId} handed over a mail that welcomes a new user: {MessageId}")]
    public static partial void HandedOver(ILogger logger, string jobId, string messageId);
}
