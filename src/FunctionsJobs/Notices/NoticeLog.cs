using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Notices;

/// <summary>Events 2100–2199.</summary>
internal static partial class NoticeLog
{
    [LoggerMessage(2100, LogLevel.Error, "The {Channel} notice of job {JobId} could not be sent ({Code})")]
    public static partial void NotSent(ILogger logger, string channel, string jobId, string code);
}
