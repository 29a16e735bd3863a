using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>What entities log; event ids 2300-2399.</summary>
internal static partial class EntityLog
{
    [LoggerMessage(2300, LogLevel.Error, "{EntityId}: entity '{TaskName}' does not exist; {Count} operations failed.")]
    public static partial void EntityNotFound(ILogger logger, string entityId, string taskName, int count);

    [LoggerMessage(2301, LogLevel.Warning, "{EntityId}: operation '{Operation}' failed and was rolled back.")]
    public static partial void OperationFailed(ILogger logger, Exception exception, EntityInstanceId entityId, string operation);

    [LoggerMessage(2302, LogLevel.Information, "{EntityId}: operation '{Operation}' stopped with the host; it runs again after the next start.")]
    public static partial void OperationInterrupted(ILogger logger, EntityInstanceId entityId, string operation);

    [LoggerMessage(2303, LogLevel.Error, "{EntityId}: the entity's function failed; so did its {Count} operations, and nothing of them was kept.")]
    public static partial void FunctionFailed(ILogger logger, Exception exception, string entityId, int count);

    [LoggerMessage(2304, LogLevel.Warning, "{EntityId}: a batch of {Count} operations wrote a payload that is too large to be stored; they are run one by one.")]
    public static partial void BatchTooLarge(ILogger logger, Exception exception, string entityId, int count);

    [LoggerMessage(2305, LogLevel.Error, "{EntityId}: operation '{Operation}' wrote a payload that is too large to be stored; it failed.")]
    public static partial void PayloadTooLarge(ILogger logger, Exception exception, string entityId, string operation);

    [LoggerMessage(2306, LogLevel.Warning, "{EntityId}: orchestration '{InstanceId}' was not started, since an instance of that id is {Status}.")]
    public static partial void StartRefused(ILogger logger, string entityId, string instanceId, string status);

    [LoggerMessage(2307, LogLevel.Error, "{EntityId}: a message cannot be understood and was dropped.")]
    public static partial void MessageDropped(ILogger logger, Exception exception, string entityId);

    [LoggerMessage(2308, LogLevel.Warning, "{EntityId}: the lock of '{InstanceId}' was released, since that orchestration no longer runs.")]
    public static partial void OrphanedLockReleased(ILogger logger, string entityId, string instanceId);
}
