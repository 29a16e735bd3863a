using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.Embedded.Hosting.Configuration;

/// <summary>The keys of host.json that are known: those this host follows, and those that concern Azure alone.</summary>
internal static class HostJsonKeys
{
    private static readonly HashSet<string> Root = new(StringComparer.OrdinalIgnoreCase)
    {
        "version", "functionTimeout", "functions", "logging", "extensions",
        // Of no meaning outside Azure, and expected in a shared file.
        "$schema", "aggregator", "applicationInsights", "concurrency", "customHandler", "extensionBundle", "healthMonitor",
        "managedDependency", "retry", "sendCanceledInvocationsToTheWorker", "singleton", "telemetryMode", "watchDirectories", "watchFiles",
    };

    private static readonly HashSet<string> Http = new(StringComparer.OrdinalIgnoreCase)
    {
        "routePrefix", "maxConcurrentRequests", "maxOutstandingRequests", "customHeaders",
        // The proxy in front of the host decides on these.
        "dynamicThrottlesEnabled", "hsts",
    };

    private static readonly HashSet<string> Logging = new(StringComparer.OrdinalIgnoreCase)
    {
        "logLevel", "applicationInsights", "console", "fileLoggingMode",
    };

    private static readonly HashSet<string> DurableTask = new(StringComparer.OrdinalIgnoreCase)
    {
        "hubName", "maxConcurrentActivityFunctions", "maxConcurrentOrchestratorFunctions", "maxConcurrentEntityFunctions", "maxEntityOperationBatchSize",
        "extendedSessionIdleTimeoutInSeconds", "defaultVersion", "versionMatchStrategy", "versionFailureStrategy", "overridableExistingInstanceStates", "httpSettings", "useAppLease", "maxGrpcMessageSizeInBytes",
        // How the engine here works anyway: instances stay in memory between events, stops are graceful, payloads are kept as they are.
        "extendedSessionsEnabled", "useGracefulShutdown", "storeInputsInOrchestrationHistory", "entityMessageReorderWindowInMinutes",
        "rollbackEntityOperationsOnExceptions", "throwStatusExceptionsOnRaiseEvent",
        // Of no meaning outside Azure.
        "storageProvider", "tracing", "notifications", "grpcHttpClientTimeout", "maxOrchestrationActions",
    };

    public static IReadOnlyList<string> FindUnknown(IConfiguration file) =>
    [
        .. Unknown(file, Root, ""),
        .. Unknown(file.GetSection("extensions:http"), Http, "extensions.http."),
        .. Unknown(file.GetSection("extensions:durableTask"), DurableTask, "extensions.durableTask."),
        .. Unknown(file.GetSection("logging"), Logging, "logging."),
    ];

    private static IEnumerable<string> Unknown(IConfiguration section, HashSet<string> known, string prefix)
        => section.GetChildren().Where(child => !known.Contains(child.Key)).Select(child => prefix + child.Key);
}
