using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Analytics;

/// <summary>Events 1100–1199.</summary>
internal static partial class AnalyticsLog
{
    [LoggerMessage(1100, LogLevel.Information, "Analytics store open: schema {SchemaVersion}, {StaleHours} stale hours, {ElapsedMs:F0} ms")]
    public static partial void StoreOpened(ILogger logger, int schemaVersion, long staleHours, double elapsedMs);

    [LoggerMessage(1101, LogLevel.Information, "Events received: {Accepted} accepted, {Duplicates} duplicates, {Rejected} rejected, {ElapsedMs:F0} ms")]
    public static partial void EventsReceived(ILogger logger, long accepted, long duplicates, long rejected, double elapsedMs);

    [LoggerMessage(1102, LogLevel.Warning, "A body of events was refused after {Accepted} accepted events")]
    public static partial void BodyRefused(ILogger logger, Exception exception, long accepted);

    [LoggerMessage(1103, LogLevel.Information, "A sender broke off after {Accepted} accepted events")]
    public static partial void SenderBrokeOff(ILogger logger, Exception exception, long accepted);

    [LoggerMessage(1104, LogLevel.Error, "The analytics store is unavailable; {Accepted} events of this body were stored before")]
    public static partial void StoreUnavailable(ILogger logger, Exception exception, long accepted);

    [LoggerMessage(1105, LogLevel.Error, "The analytics store is unavailable; roll-ups could not be read")]
    public static partial void RollupsUnavailable(ILogger logger, Exception exception);
}
