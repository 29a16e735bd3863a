using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Schedules;

/// <summary>Events 2600–2699.</summary>
internal static partial class ScheduleLog
{
    [LoggerMessage(2600, LogLevel.Error, "Schedule {ScheduleId} could not be served; it will be tried again")]
    public static partial void ServeFailed(ILogger logger, Exception exception, string scheduleId);

    [LoggerMessage(2601, LogLevel.Warning, "Schedule {ScheduleId} passes over {Count} fire times from {First} to {Last}: {Reason}")]
    public static partial void Passed(ILogger logger, string scheduleId, long count, DateTimeOffset first, DateTimeOffset last, string reason);

    [LoggerMessage(2602, LogLevel.Debug, "{Count} scheduled jobs were accepted")]
    public static partial void Ticked(ILogger logger, int count);
}
