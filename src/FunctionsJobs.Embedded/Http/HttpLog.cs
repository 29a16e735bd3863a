using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Events of HTTP functions, 1100 to 1199.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(1100, LogLevel.Error, "{Function} failed; trace id {TraceId}.")]
    public static partial void Failed(ILogger logger, Exception exception, string function, string traceId);

    [LoggerMessage(1101, LogLevel.Debug, "{Function} answered {Status}: {Reason}")]
    public static partial void Refused(ILogger logger, string function, int status, string reason);

    [LoggerMessage(1102, LogLevel.Debug, "The caller of {Function} went away.")]
    public static partial void CallerGone(ILogger logger, string function);

    [LoggerMessage(1103, LogLevel.Error, "The response of {Function} broke off while it was sent; trace id {TraceId}.")]
    public static partial void FailedWhileSending(ILogger logger, Exception exception, string function, string traceId);

    [LoggerMessage(1106, LogLevel.Warning, "{Function} came to its end after its caller had been answered with 504.")]
    public static partial void CameTooLate(ILogger logger, Exception? exception, string function);

    [LoggerMessage(1107, LogLevel.Error, "A request failed outside of any function; trace id {TraceId}.")]
    public static partial void FailedOutside(ILogger logger, Exception exception, string traceId);

    [LoggerMessage(1104, LogLevel.Warning, "More than {Limit} requests run or wait; further ones are answered with 429.")]
    public static partial void Throttled(ILogger logger, int limit);

    [LoggerMessage(1105, LogLevel.Warning, "A request for the host name '{HostName}' was refused; EmbeddedHost:AllowedHosts names the ones that are answered.")]
    public static partial void HostRefused(ILogger logger, string hostName);
}
