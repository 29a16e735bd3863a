using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Analytics;

/// <summary>Events 1100–1199.</summary>
internal static partial class AnalyticsLog
{
    [LoggerMessage(1100, LogLevel.Information, "Analytics store open: schema {SchemaVersion}, {StaleHours} stale hours, {ElapsedMs:F0} ms")]
    public static partial void StoreOpened(ILogger logger, int schemaVersion, long staleHours, double elapsedMs);

    [LoggerMessage(1101, LogLevel.Information, "Events received: {Accepted} accepted, {Duplicates} duplicates, {Rejected} rejected, {ElapsedMs:F0} ms")]
    public static partial void EventsReceived(ILogger logger, long accepted, long duplicates, long rejected, double elapsedMs);

    [LoggerMessage(1102, LogLevel.Warning, "Events refused after {Accepted} accepted: {Reason}")]
    public static partial void BodyRefused(ILogger logger, long accepted, string reason);

    [LoggerMessage(1103, LogLevel.Information, "A sender broke off after {Accepted} accepted events")]
    public static partial void SenderBrokeOff(ILogger logger, long accepted);
}
