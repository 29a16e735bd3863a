using StackExchange.Redis;

namespace FunctionsJobs.Cache.Redis;

/// <summary>The cache on a Redis server, which any number of processes may share.</summary>
/// <remarks>Keys are <c>{prefix}:{key}</c>, locks <c>{prefix}:lock:{key}</c>, counts <c>{prefix}:count:{set}</c>.</remarks>
internal sealed class RedisCacheStore(RedisLink link, string prefix) : ICacheStore
{
    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellation) =>
        await link.RunAsync(database => database.StringGetAsync(ValueOf(key)), cancellation);

    /// <inheritdoc/>
    public Task SetAsync(string key, byte[] value, TimeSpan lifetime, CancellationToken cancellation) =>
        link.RunAsync(database => database.StringSetAsync(ValueOf(key), value, lifetime), cancellation);

    /// <inheritdoc/>
    public Task RemoveAsync(string key, CancellationToken cancellation) =>
        link.RunAsync(database => database.KeyDeleteAsync(ValueOf(key)), cancellation);

    /// <inheritdoc/>
    public Task<bool> TryLockAsync(string key, string owner, TimeSpan lifetime, CancellationToken cancellation) =>
        link.RunAsync(database => database.LockTakeAsync($"{prefix}:lock:{key}", owner, lifetime), cancellation);

    /// <inheritdoc/>
    public Task UnlockAsync(string key, string owner, CancellationToken cancellation) =>
        link.RunAsync(database => database.LockReleaseAsync($"{prefix}:lock:{key}", owner), cancellation);

    /// <inheritdoc/>
    public Task CountAsync(string set, string member, TimeSpan lifetime, CancellationToken cancellation) => link.RunAsync(
        async database =>
        {
            RedisKey key = $"{prefix}:count:{set}";
            await database.SortedSetIncrementAsync(key, member, 1);
            return await database.KeyExpireAsync(key, lifetime);
        },
        cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CacheCount>> ReadCountsAsync(string set, int limit, CancellationToken cancellation)
    {
        var entries = await link.RunAsync(
            database => database.SortedSetRangeByRankWithScoresAsync($"{prefix}:count:{set}", 0, limit - 1, Order.Descending), cancellation);
        return [.. entries.Select(entry => new CacheCount(entry.Element.ToString(), (long)entry.Score))];
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellation) => link.RunAsync(database => database.PingAsync(), cancellation);

    private RedisKey ValueOf(string key) => $"{prefix}:{key}";
}
