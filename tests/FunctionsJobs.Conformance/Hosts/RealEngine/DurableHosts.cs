using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Hosts;

/// <summary>The hosts of this build: the real packages.</summary>
internal static class DurableHosts
{
    /// <summary>What skipped tests are said to be skipped on.</summary>
    public const string Name = "The in-memory test service of the real packages";

    /// <summary>The modes every behaviour is tested in.</summary>
    public static IReadOnlyList<DurableMode> Modes { get; } = [DurableMode.RealEngine];

    /// <summary>What <see cref="StartAsync"/>'s hosts can do.</summary>
    public static HostFeatures Features => HostFeatures.None;

    public static Task<IDurableHost> StartAsync(DurableMode mode, Action<DurableTaskRegistry> tasks, HostSettings settings) =>
        RealEngineHost.StartAsync(tasks, settings);
}
