using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Timers;

/// <summary>Events of timer functions, 1200 to 1299.</summary>
internal static partial class TimerLog
{
    [LoggerMessage(EventId = 1200, Message = "{Function} ran in {Milliseconds} ms.")]
    public static partial void Ran(ILogger logger, LogLevel level, string function, long milliseconds);

    [LoggerMessage(1201, LogLevel.Error, "{Function} failed in attempt {Attempt}.")]
    public static partial void Failed(ILogger logger, Exception exception, string function, int attempt);

    [LoggerMessage(1202, LogLevel.Information, "{Function} missed its run of {Due:u} and makes up for it now.")]
    public static partial void PastDue(ILogger logger, string function, DateTimeOffset due);

    [LoggerMessage(1203, LogLevel.Debug, "{Function} is scheduled no more; the host stops.")]
    public static partial void Stopped(ILogger logger, string function);

    [LoggerMessage(1204, LogLevel.Error, "The state of {Function}'s schedule could not be stored; a restart may repeat its last run.")]
    public static partial void StatusNotSaved(ILogger logger, Exception exception, string function);

    [LoggerMessage(1205, LogLevel.Critical, "{Function} is scheduled no more, because of a fault of the host.")]
    public static partial void ScheduleBroken(ILogger logger, Exception exception, string function);
}
