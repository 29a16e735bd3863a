using Microsoft.Extensions.Hosting;

namespace FunctionsJobs.Cache;

/// <summary>Connects before anything is served. The program starts without the cache, too.</summary>
internal sealed class CacheStartup(ICacheStore store) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.ProbeAsync(cancellationToken);
        }
        catch (CacheStoreException)
        {
            // Whoever holds the connection has logged it, and goes on trying.
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
