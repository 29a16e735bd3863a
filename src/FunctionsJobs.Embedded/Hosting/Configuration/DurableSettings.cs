using FunctionsJobs.Embedded.Durable;

namespace FunctionsJobs.Embedded.Hosting.Configuration;

/// <summary>What <c>extensions.durableTask</c> of host.json says, with the defaults of the real extension.</summary>
internal sealed record DurableSettings
{
    /// <summary>Letters and digits, a letter first, 3 to 45 of them. Default: <c>TestHubName</c>, as for a real host outside of Azure.</summary>
    public string HubName { get; init; } = "TestHubName";

    /// <summary>Default: 10 per core.</summary>
    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Default: 10 per core.</summary>
    public int MaxConcurrentOrchestrators { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Default: 10 per core.</summary>
    public int MaxConcurrentEntities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Operations of one entity that are committed together (<c>maxEntityOperationBatchSize</c>). Default: 5,000.</summary>
    public int MaxEntityBatchSize { get; init; } = 5_000;

    /// <summary>How long a waiting instance stays in memory (<c>extendedSessionIdleTimeoutInSeconds</c>). Default: 30 s.</summary>
    public TimeSpan InstanceIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Version of what is started without one. Default: none.</summary>
    public string DefaultVersion { get; init; } = "";

    /// <summary>
    /// Which orchestrations the host runs, by their version (<c>versionMatchStrategy</c>); its own is <see cref="DefaultVersion"/>. Default: that
    /// version and older ones.
    /// </summary>
    public VersionMatchStrategy VersionMatch { get; init; } = VersionMatchStrategy.CurrentOrOlder;

    /// <summary>What becomes of orchestrations that it does not run (<c>versionFailureStrategy</c>). Default: they wait.</summary>
    public VersionFailureStrategy VersionFailure { get; init; } = VersionFailureStrategy.Reject;

    /// <summary>Whether <c>overridableExistingInstanceStates</c> is <c>AnyState</c>. Default: no.</summary>
    public bool ReplaceRunningInstances { get; init; }

    /// <summary>Default: no.</summary>
    public bool UseForwardedHost { get; init; }

    /// <summary>Default: yes.</summary>
    public bool UseAppLease { get; init; } = true;

    /// <summary>Largest body of the management API in bytes (<c>maxGrpcMessageSizeInBytes</c>). Default: 4 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 4 * 1024 * 1024;
}
