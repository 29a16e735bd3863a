using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Schedules.Timers;

/// <summary>Events 2700–2799.</summary>
internal static partial class TimerLog
{
    [LoggerMessage(2700, LogLevel.Information, "Timer {Timer} submitted {Count} jobs for {Period}")]
    public static partial void Ran(ILogger logger, string timer, string period, int count);

    [LoggerMessage(2701, LogLevel.Error, "Timer {Timer} could not submit its job for publisher {Publisher}")]
    public static partial void SubmitFailed(ILogger logger, Exception exception, string timer, string? publisher);

    [LoggerMessage(2702, LogLevel.Error, "The job of timer {Timer} for publisher {Publisher} is not valid: {Field} {Problem}")]
    public static partial void Refused(ILogger logger, string timer, string? publisher, string field, string problem);
}
