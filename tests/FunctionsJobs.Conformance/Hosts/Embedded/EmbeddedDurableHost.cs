using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Hosts;

/// <summary>The embedded engine and store in this process.</summary>
internal sealed class EmbeddedDurableHost : IDurableHost
{
    private readonly Action<DurableTaskRegistry> _tasks;
    private readonly EmbeddedTaskHubOptions _options;
    private EmbeddedTaskHub _hub;

    private EmbeddedDurableHost(Action<DurableTaskRegistry> tasks, EmbeddedTaskHubOptions options, EmbeddedTaskHub hub)
    {
        _tasks = tasks;
        _options = options;
        _hub = hub;
    }

    public DurableTaskClient Client => _hub.Client;

    public Uri? ManagementAddress => _hub.ManagementAddress;

    public string? SystemKey => _hub.ManagementKey;

    public static async Task<IDurableHost> StartAsync(Action<DurableTaskRegistry> tasks, HostSettings settings, bool forceReplay)
    {
        var options = new EmbeddedTaskHubOptions
        {
            DataFolder = Directory.CreateTempSubdirectory("conformance-").FullName,
            ForceReplay = forceReplay,
            // Nothing here pulls the plug; waiting for the disk would only make the suite slower.
            FlushOnCommit = false,
            MaximumTimerInterval = settings.MaximumTimerInterval ?? new EmbeddedTaskHubOptions().MaximumTimerInterval,
            DefaultVersion = settings.DefaultVersion ?? string.Empty,
            Version = settings.HostVersion ?? string.Empty,
            VersionMatch = settings.VersionMatch switch
            {
                VersionMatch.Strict => VersionMatchStrategy.Strict,
                VersionMatch.CurrentOrOlder => VersionMatchStrategy.CurrentOrOlder,
                _ => VersionMatchStrategy.None,
            },
            VersionFailure = settings.MismatchWaits ? VersionFailureStrategy.Reject : VersionFailureStrategy.Fail,
            // A failed test leaves activities that wait for a signal.
            ActivityDrainTimeout = TimeSpan.FromSeconds(1),
            ServeManagement = settings.ServeManagement,
            ConfigureServices = settings.Services,
        };
        return new EmbeddedDurableHost(tasks, options, await EmbeddedTaskHub.StartAsync(tasks, options));
    }

    public async Task RestartAsync()
    {
        await _hub.DisposeAsync();
        _hub = await EmbeddedTaskHub.StartAsync(_tasks, _options);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_options.DataFolder!, recursive: true);
    }
}
