using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.JobStore;

/// <summary>Opens the store before anything is served.</summary>
internal sealed class JobStoreStartup(IJobStore store, ILogger<JobStoreStartup> logger) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken);
        JobStoreLog.StoreOpened(logger, (await store.ProbeAsync(cancellationToken)).SchemaVersion);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
