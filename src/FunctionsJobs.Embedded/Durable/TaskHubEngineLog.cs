using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable;

/// <summary>What the engine logs of its own life; event ids 2000-2099.</summary>
internal static partial class TaskHubEngineLog
{
    [LoggerMessage(2000, LogLevel.Information, "Task hub '{HubName}' started; {Instances} instances and {Messages} messages or timers are taken up.")]
    public static partial void Started(ILogger logger, string hubName, int instances, int messages);

    [LoggerMessage(2001, LogLevel.Information, "Task hub '{HubName}' stopped.")]
    public static partial void Stopped(ILogger logger, string hubName);

    [LoggerMessage(2002, LogLevel.Critical, "Task hub '{HubName}' has stopped after a failure. Nothing is lost, and nothing goes on until the host is restarted.")]
    public static partial void Faulted(ILogger logger, Exception exception, string hubName);
}
