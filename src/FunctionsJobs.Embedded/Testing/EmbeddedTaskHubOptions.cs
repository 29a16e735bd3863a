using FunctionsJobs.Embedded.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Testing;

/// <summary>How an <see cref="EmbeddedTaskHub"/> runs. The defaults are those of the embedded host.</summary>
public sealed class EmbeddedTaskHubOptions
{
    /// <summary>
    /// The folder of the store, created when missing. <see langword="null"/> (the default) for a new folder under the system's temporary
    /// one, which is deleted when the hub is disposed.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>
    /// Forgets each instance after every turn and replays it from its history for the next one, so that a test sees what code does that is
    /// not deterministic. Slow. Default: <see langword="false"/>.
    /// </summary>
    public bool ForceReplay { get; init; }

    /// <summary>
    /// Whether a commit waits until the disk has the data. Without it what was stored survives the end of the process, but not a power
    /// cut. Default: <see langword="true"/>.
    /// </summary>
    public bool FlushOnCommit { get; init; } = true;

    /// <summary>Timers that are longer are made of several. Default: 3 days.</summary>
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>The version of instances and sub-orchestrations that are started without one. Default: the empty string, unversioned.</summary>
    public string DefaultVersion { get; init; } = string.Empty;

    /// <summary>The version of this host, which <see cref="VersionMatch"/> compares with. Default: the empty string, older than any other.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>Which orchestrations run here, by their version. Default: all.</summary>
    public VersionMatchStrategy VersionMatch { get; init; } = VersionMatchStrategy.None;

    /// <summary>What becomes of orchestrations that do not. Default: they wait.</summary>
    public VersionFailureStrategy VersionFailure { get; init; } = VersionFailureStrategy.Reject;

    /// <summary>How long disposal waits for running activities before it cancels them. Default: 30 seconds.</summary>
    public TimeSpan ActivityDrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Serves the durable management HTTP API as well, on a free port of 127.0.0.1: see <see cref="EmbeddedTaskHub.ManagementAddress"/>.
    /// Default: <see langword="false"/>.
    /// </summary>
    public bool ServeManagement { get; init; }

    /// <summary>The clock of orchestrations and timers. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Serializes inputs, outputs, events and states. Default: the SDK's JSON converter.</summary>
    public DataConverter DataConverter { get; init; } = JsonDataConverter.Default;

    /// <summary>Adds services that activities and entities are created with, and logger providers.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
