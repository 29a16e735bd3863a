namespace FunctionsJobs.Cache;

/// <summary>Where the cache keeps bytes: in this process, or on a Redis server.</summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>What is read is what was written last under that key, or nothing. A value may vanish at any time, and has vanished when its lifetime is over.</item>
/// <item>A value that is written is the store's own: what the caller does with its array afterwards, or with one it has read, changes nothing.</item>
/// <item>A lock has one owner at a time, ends by itself after its lifetime, and is given back by its owner only.</item>
/// <item>Counts are exact while the store lives; they are gone when it loses its data.</item>
/// <item>Calls are bounded in time by the store itself. Faults are <see cref="CacheStoreException"/>; a cancelled call throws <see cref="OperationCanceledException"/>.</item>
/// </list>
/// Nobody may take what is read on trust: <see cref="Entries.CacheEnvelope"/> says what it is.
/// </remarks>
internal interface ICacheStore
{
    /// <summary>The bytes of a key, or null.</summary>
    Task<byte[]?> GetAsync(string key, CancellationToken cancellation);

    /// <summary>Writes, whatever was there.</summary>
    Task SetAsync(string key, byte[] value, TimeSpan lifetime, CancellationToken cancellation);

    /// <summary>Removes, if it is there.</summary>
    Task RemoveAsync(string key, CancellationToken cancellation);

    /// <summary>Takes a lock, if nobody has it.</summary>
    Task<bool> TryLockAsync(string key, string owner, TimeSpan lifetime, CancellationToken cancellation);

    /// <summary>Gives a lock back, if it still is the owner's.</summary>
    Task UnlockAsync(string key, string owner, CancellationToken cancellation);

    /// <summary>Counts a member of a set by one. The set lives this long after its last count.</summary>
    Task CountAsync(string set, string member, TimeSpan lifetime, CancellationToken cancellation);

    /// <summary>The members of a set that were counted most often, those first.</summary>
    Task<IReadOnlyList<CacheCount>> ReadCountsAsync(string set, int limit, CancellationToken cancellation);

    /// <summary>Asks for a sign of life.</summary>
    Task ProbeAsync(CancellationToken cancellation);
}
