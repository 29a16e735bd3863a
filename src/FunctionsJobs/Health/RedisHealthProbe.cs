using FunctionsJobs.Cache;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Health;

/// <summary>The cache, wherever it is. Without it the program computes more and does the same.</summary>
internal sealed class RedisHealthProbe(ICacheStore cache) : IHealthProbe
{
    /// <inheritdoc/>
    public string Service => "redis";

    /// <inheritdoc/>
    public bool IsNeeded => false;

    /// <inheritdoc/>
    public Task ProbeAsync(DurableTaskClient client, CancellationToken cancellation) => cache.ProbeAsync(cancellation);
}
