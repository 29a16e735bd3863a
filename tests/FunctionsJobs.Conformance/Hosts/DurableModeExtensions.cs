using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Hosts;

/// <summary>Starts hosts.</summary>
public static class DurableModeExtensions
{
    /// <summary>Whether hosts of this mode have a feature.</summary>
    public static bool Has(this DurableMode mode, HostFeatures feature) =>
        DurableHosts.Modes.Contains(mode) && DurableHosts.Features.HasFlag(feature);

    /// <summary>Starts a host of this mode with the given tasks and an empty task hub.</summary>
    public static Task<IDurableHost> StartAsync(
        this DurableMode mode, Action<DurableTaskRegistry> tasks, HostSettings? settings = null) =>
        DurableHosts.StartAsync(mode, tasks, settings ?? new HostSettings());
}
