using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>What orchestrator code logs through the engine; event ids 2100-2199.</summary>
internal static partial class ReplayLog
{
    [LoggerMessage(2100, LogLevel.Information, "{InstanceId}: task '{TaskName}' failed; asking its retry handler (attempt {Attempt}).")]
    public static partial void RetryingTask(ILogger logger, string instanceId, string taskName, int attempt);

    [LoggerMessage(2101, LogLevel.Warning, "{InstanceId}: the filter of the retry policy of task '{TaskName}' threw; the task is not retried.")]
    public static partial void RetryFilterThrew(ILogger logger, Exception exception, string instanceId, string taskName);

    [LoggerMessage(2102, LogLevel.Warning, "{InstanceId}: a service that orchestrator '{TaskName}' used could not be disposed when the instance left memory.")]
    public static partial void ScopeNotDisposed(ILogger logger, Exception exception, string instanceId, string taskName);
}
