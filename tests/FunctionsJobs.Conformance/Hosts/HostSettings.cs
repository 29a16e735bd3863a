using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Conformance.Hosts;

/// <summary>What a test may set on its host. The defaults are those of a host without settings.</summary>
public sealed record HostSettings
{
    /// <summary>Timers longer than this are split; null leaves the default of three days.</summary>
    public TimeSpan? MaximumTimerInterval { get; init; }

    /// <summary>The version of starts and sub-orchestrations that name none; null leaves versioning off.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>How the versions of the host and of an instance have to match; null leaves the match off.</summary>
    public VersionMatch? VersionMatch { get; init; }

    /// <summary>The version of the host, which <see cref="VersionMatch"/> compares with.</summary>
    public string? HostVersion { get; init; }

    /// <summary>Whether an instance that does not match waits for another host; otherwise it fails.</summary>
    public bool MismatchWaits { get; init; }

    /// <summary>Whether the test calls the HTTP management API, so that the host has to serve it.</summary>
    public bool ServeManagement { get; init; }

    /// <summary>Adds services that activities are created with, and logger providers.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}

/// <summary>How the version of an instance has to match the version of the host that runs it.</summary>
public enum VersionMatch
{
    /// <summary>Any version runs.</summary>
    None,

    /// <summary>Only the same version runs.</summary>
    Strict,

    /// <summary>The same version or an older one runs.</summary>
    CurrentOrOlder,
}
