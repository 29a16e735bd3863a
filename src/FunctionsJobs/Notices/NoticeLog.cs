using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Notices;

/// <summary>Events 2200–2299.</summary>
internal static partial class NoticeLog
{
    [LoggerMessage(2200, LogLevel.Error, "The {Channel} notice of job {JobId} could not be sent ({Code})")]
    public static partial void NotSent(ILogger logger, string channel, string jobId, string code);
}
