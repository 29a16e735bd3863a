using System.Net;
using System.Net.Sockets;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Conformance.Hosts;

/// <summary>The real SDK and engine in this process, over the in-memory service that comes with its test host.</summary>
internal sealed class RealEngineHost : IDurableHost
{
    private readonly DurableTaskTestHost _host;

    private RealEngineHost(DurableTaskTestHost host) => _host = host;

    public DurableTaskClient Client => _host.Client;

    public Uri? ManagementAddress => null;

    public string? SystemKey => null;

    public static async Task<IDurableHost> StartAsync(Action<DurableTaskRegistry> tasks, HostSettings settings)
    {
        var options = new DurableTaskTestHostOptions
        {
            Port = FreePort(),
            ConfigureServices = services =>
            {
                settings.Services?.Invoke(services);
                services.Configure<DurableTaskWorkerOptions>(worker => Apply(settings, worker));
                services.Configure<DurableTaskClientOptions>(client => client.DefaultVersion = settings.DefaultVersion ?? string.Empty);
            },
        };
        return new RealEngineHost(await DurableTaskTestHost.StartAsync(tasks, options));
    }

    // Nothing is held between the steps of an instance, and the store is this object.
    public Task RestartAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static void Apply(HostSettings settings, DurableTaskWorkerOptions worker)
    {
        if (settings.MaximumTimerInterval is { } interval)
        {
            worker.MaximumTimerInterval = interval;
        }

        if (settings.DefaultVersion is null && settings.VersionMatch is null)
        {
            return;
        }

        worker.Versioning = new DurableTaskWorkerOptions.VersioningOptions
        {
            Version = settings.HostVersion ?? string.Empty,
            DefaultVersion = settings.DefaultVersion ?? string.Empty,
            FailureStrategy = settings.MismatchWaits
                ? DurableTaskWorkerOptions.VersionFailureStrategy.Reject
                : DurableTaskWorkerOptions.VersionFailureStrategy.Fail,
            MatchStrategy = settings.VersionMatch switch
            {
                VersionMatch.Strict => DurableTaskWorkerOptions.VersionMatchStrategy.Strict,
                VersionMatch.CurrentOrOlder => DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder,
                _ => DurableTaskWorkerOptions.VersionMatchStrategy.None,
            },
        };
    }

    // The test host's own choice is a random port, which two hosts may share.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
