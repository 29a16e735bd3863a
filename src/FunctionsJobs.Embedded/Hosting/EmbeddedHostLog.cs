using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>Events of the host's own life, 1000 to 1099.</summary>
internal static partial class EmbeddedHostLog
{
    /// <summary>The one event whose text has several lines.</summary>
    public const int SummaryEventId = 1000;

    [LoggerMessage(SummaryEventId, LogLevel.Information, "{Summary}")]
    public static partial void Summary(ILogger logger, string summary);

    [LoggerMessage(1001, LogLevel.Warning, "host.json: '{Key}' means nothing to this host.")]
    public static partial void UnknownKey(ILogger logger, string key);

    [LoggerMessage(1002, LogLevel.Information, "Stopping; {Running} running invocations have {DrainTimeout} to finish.")]
    public static partial void Stopping(ILogger logger, int running, TimeSpan drainTimeout);

    [LoggerMessage(1003, LogLevel.Warning, "The time to finish is over; cancelling {Functions}.")]
    public static partial void Cancelling(ILogger logger, string functions);

    [LoggerMessage(1004, LogLevel.Warning, "Left behind, since they ignored their cancellation: {Functions}.")]
    public static partial void LeftBehind(ILogger logger, string functions);

    [LoggerMessage(1006, LogLevel.Information, "Asked to stop while starting.")]
    public static partial void StoppedEarly(ILogger logger);

    [LoggerMessage(1005, LogLevel.Information, "Stopped.")]
    public static partial void Stopped(ILogger logger);
}
