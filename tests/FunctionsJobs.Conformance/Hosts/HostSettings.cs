using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Conformance.Hosts;

/// <summary>What a test may set on its host. The defaults are those of a host without settings.</summary>
public sealed record HostSettings
{
    /// <summary>Timers longer than this are split; null leaves the default of three days.</summary>
    public TimeSpan? MaximumTimerInterval { get; init; }

    /// <summary>The version of starts and sub-orchestrations that name none; null leaves versioning off.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>Whether the test calls the HTTP management API, so that the host has to serve it.</summary>
    public bool ServeManagement { get; init; }

    /// <summary>Adds services that activities are created with, and logger providers.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}
