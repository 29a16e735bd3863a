using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>What the dispatch of orchestrations and activities logs; event ids 2200-2299.</summary>
internal static partial class DispatchLog
{
    [LoggerMessage(2200, LogLevel.Error, "{InstanceId}: activity '{TaskName}' does not exist.")]
    public static partial void ActivityNotFound(ILogger logger, string instanceId, string taskName);

    [LoggerMessage(2201, LogLevel.Warning, "{InstanceId}: activity '{TaskName}' (task {TaskId}) failed.")]
    public static partial void ActivityFailed(ILogger logger, Exception exception, string instanceId, string taskName, int taskId);

    [LoggerMessage(2202, LogLevel.Information, "{InstanceId}: activity '{TaskName}' (task {TaskId}) stopped with the host; it runs again after the next start.")]
    public static partial void ActivityInterrupted(ILogger logger, string instanceId, string taskName, int taskId);

    [LoggerMessage(2203, LogLevel.Warning, "{InstanceId}: orchestration '{TaskName}' failed. {ErrorType}: {ErrorMessage}")]
    public static partial void OrchestrationFailed(ILogger logger, string instanceId, string taskName, string errorType, string errorMessage);

    [LoggerMessage(2204, LogLevel.Error, "{InstanceId}: a payload of orchestration '{TaskName}' is too large to be stored; the instance fails.")]
    public static partial void PayloadTooLarge(ILogger logger, Exception exception, string instanceId, string taskName);

    [LoggerMessage(2205, LogLevel.Debug, "{InstanceId}: {Count} messages were dropped, since the instance does not exist or has ended.")]
    public static partial void MessagesDropped(ILogger logger, string instanceId, int count);

    [LoggerMessage(2206, LogLevel.Warning, "{InstanceId}: sub-orchestration '{ChildId}' was not created, since an instance of that id is {Status}.")]
    public static partial void SubOrchestrationRefused(ILogger logger, string instanceId, string childId, string status);

    [LoggerMessage(2207, LogLevel.Debug, "{InstanceId}: activity '{TaskName}' (task {TaskId}) started.")]
    public static partial void ActivityStarted(ILogger logger, string instanceId, string taskName, int taskId);

    [LoggerMessage(2208, LogLevel.Error, "{InstanceId}: a turn of orchestration '{TaskName}' did not come to its end and was given up. Its thread is lost until the code returns.")]
    public static partial void TurnGivenUp(ILogger logger, string instanceId, string taskName);

    [LoggerMessage(2209, LogLevel.Information, "{InstanceId}: orchestration '{TaskName}' is rewound. {Reason}")]
    public static partial void InstanceRewound(ILogger logger, string instanceId, string taskName, string reason);

    [LoggerMessage(2210, LogLevel.Warning, "{InstanceId}: orchestration '{TaskName}' is left waiting for a host of another version. {Problem}")]
    public static partial void VersionRejected(ILogger logger, string instanceId, string taskName, string problem);
}
