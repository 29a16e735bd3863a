using FunctionsJobs.Cache.Entries;
using FunctionsJobs.Cache.Memory;

namespace FunctionsJobs.Cache;

/// <summary>
/// A store that may fail, with this process's memory behind it: whatever fails counts as nothing there, and what is written meanwhile is kept here. So nobody who
/// uses the cache sees a fault.
/// </summary>
internal sealed class FallbackCacheStore(ICacheStore main, MemoryCacheStore memory, CacheMetrics metrics) : ICacheStore
{
    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellation)
    {
        try
        {
            return await main.GetAsync(key, cancellation);
        }
        catch (CacheStoreException e)
        {
            metrics.Refused(e.Fault, key);
            return e.Fault == CacheFault.Unavailable ? await memory.GetAsync(key, cancellation) : null;
        }
    }

    /// <inheritdoc/>
    public async Task SetAsync(string key, byte[] value, TimeSpan lifetime, CancellationToken cancellation)
    {
        // Of two values the newer one has to be found, whatever fails next.
        await memory.RemoveAsync(key, cancellation);
        await TryAsync(key, () => main.SetAsync(key, value, lifetime, cancellation), () => memory.SetAsync(key, value, lifetime, cancellation));
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string key, CancellationToken cancellation)
    {
        await memory.RemoveAsync(key, cancellation);
        await TryAsync(key, () => main.RemoveAsync(key, cancellation), () => Task.CompletedTask);
    }

    /// <inheritdoc/>
    public async Task<bool> TryLockAsync(string key, string owner, TimeSpan lifetime, CancellationToken cancellation)
    {
        try
        {
            return await main.TryLockAsync(key, owner, lifetime, cancellation);
        }
        catch (CacheStoreException e)
        {
            metrics.Refused(e.Fault, key);
            return await memory.TryLockAsync(key, owner, lifetime, cancellation);
        }
    }

    /// <inheritdoc/>
    public async Task UnlockAsync(string key, string owner, CancellationToken cancellation)
    {
        await memory.UnlockAsync(key, owner, cancellation);
        await TryAsync(key, () => main.UnlockAsync(key, owner, cancellation), () => Task.CompletedTask);
    }

    /// <inheritdoc/>
    public Task CountAsync(string set, string member, TimeSpan lifetime, CancellationToken cancellation) =>
        TryAsync(set, () => main.CountAsync(set, member, lifetime, cancellation), () => memory.CountAsync(set, member, lifetime, cancellation));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CacheCount>> ReadCountsAsync(string set, int limit, CancellationToken cancellation)
    {
        var own = await memory.ReadCountsAsync(set, limit, cancellation);
        try
        {
            var shared = await main.ReadCountsAsync(set, limit, cancellation);
            return own.Count == 0
                ? shared
                : [.. shared.Concat(own).GroupBy(count => count.Member, (member, counts) => new CacheCount(member, counts.Sum(count => count.Count))).OrderByDescending(count => count.Count).Take(limit)];
        }
        catch (CacheStoreException e)
        {
            metrics.Refused(e.Fault, set);
            return own;
        }
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellation) => main.ProbeAsync(cancellation);

    private async Task TryAsync(string key, Func<Task> call, Func<Task> otherwise)
    {
        try
        {
            await call();
        }
        catch (CacheStoreException e)
        {
            metrics.Refused(e.Fault, key);
            await otherwise();
        }
    }
}
