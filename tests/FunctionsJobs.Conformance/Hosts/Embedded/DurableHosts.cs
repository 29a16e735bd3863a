using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Hosts;

/// <summary>The hosts of this build: the embedded one.</summary>
internal static class DurableHosts
{
    /// <summary>What skipped tests are said to be skipped on.</summary>
    public const string Name = "The embedded host";

    /// <summary>The modes every behaviour is tested in.</summary>
    public static IReadOnlyList<DurableMode> Modes { get; } = [DurableMode.Embedded, DurableMode.EmbeddedReplaying];

    /// <summary>What <see cref="StartAsync"/>'s hosts can do.</summary>
    public static HostFeatures Features => HostFeatures.All;

    public static Task<IDurableHost> StartAsync(DurableMode mode, Action<DurableTaskRegistry> tasks, HostSettings settings) =>
        EmbeddedDurableHost.StartAsync(tasks, settings, forceReplay: mode == DurableMode.EmbeddedReplaying);
}
