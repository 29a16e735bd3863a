using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.Embedded.Hosting.Configuration;

/// <summary>The keys of host.json that are known: those this host follows, and those that concern Azure alone.</summary>
internal static class HostJsonKeys
{
    /// <summary>What becomes of each key; a key stands for all below it.</summary>
    public static IReadOnlyDictionary<string, HostJsonUse> All { get; } = Known(
        (HostJsonUse.Followed, "", "version functionTimeout functions"),
        (HostJsonUse.Followed, "logging.", "logLevel"),
        (HostJsonUse.Followed, "extensions.http.", "routePrefix maxConcurrentRequests maxOutstandingRequests customHeaders"),
        (HostJsonUse.Followed, "extensions.durableTask.", """
            hubName maxConcurrentActivityFunctions maxConcurrentOrchestratorFunctions maxConcurrentEntityFunctions maxEntityOperationBatchSize
            extendedSessionIdleTimeoutInSeconds defaultVersion versionMatchStrategy versionFailureStrategy overridableExistingInstanceStates
            httpSettings useAppLease maxGrpcMessageSizeInBytes
            """),
        // How the engine here works anyway: instances stay in memory between events, stops are graceful, payloads are kept as they are.
        (HostJsonUse.Always, "extensions.durableTask.", """
            extendedSessionsEnabled useGracefulShutdown storeInputsInOrchestrationHistory entityMessageReorderWindowInMinutes
            rollbackEntityOperationsOnExceptions throwStatusExceptionsOnRaiseEvent
            """),
        (HostJsonUse.Ignored, "", """
            $schema aggregator applicationInsights concurrency customHandler extensionBundle healthMonitor managedDependency retry
            sendCanceledInvocationsToTheWorker singleton telemetryMode watchDirectories watchFiles
            """),
        (HostJsonUse.Ignored, "logging.", "applicationInsights console fileLoggingMode"),
        // The proxy in front of the host decides on these.
        (HostJsonUse.Ignored, "extensions.http.", "dynamicThrottlesEnabled hsts"),
        (HostJsonUse.Ignored, "extensions.durableTask.", "storageProvider tracing notifications grpcHttpClientTimeout maxOrchestrationActions"));

    // Every extension may have a section; two of them are known by key.
    private static readonly string[] Sections = ["", "logging.", "extensions.http.", "extensions.durableTask."];

    public static IReadOnlyList<string> FindUnknown(IConfiguration file) =>
    [
        .. from section in Sections
           from child in (section.Length == 0 ? file : file.GetSection(section.TrimEnd('.').Replace('.', ':'))).GetChildren()
           where !All.ContainsKey(section + child.Key) && !(section.Length == 0 && child.Key.ToUpperInvariant() is "LOGGING" or "EXTENSIONS")
           select section + child.Key,
    ];

    private static Dictionary<string, HostJsonUse> Known(params (HostJsonUse Use, string Section, string Keys)[] groups) => groups
        .SelectMany(group => group.Keys.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(key => (Key: group.Section + key, group.Use)))
        .ToDictionary(entry => entry.Key, entry => entry.Use, StringComparer.OrdinalIgnoreCase);
}
