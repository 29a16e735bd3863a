namespace FunctionsJobs.Cache.Memory;

/// <summary>The cache in this process: bounded in bytes; what was used longest ago goes first.</summary>
internal sealed class MemoryCacheStore(long maxBytes, TimeProvider time) : ICacheStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<MemoryEntry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<MemoryEntry> _byUse = new();
    private readonly Dictionary<string, (string Owner, DateTimeOffset Until)> _locks = new(StringComparer.Ordinal);
    private readonly MemoryCounts _counts = new(time);
    private long _bytes;

    /// <summary>Bytes that are kept now, with what keeping them takes.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <inheritdoc/>
    public Task<byte[]?> GetAsync(string key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                return Task.FromResult<byte[]?>(null);
            }

            if (node.Value.Until <= time.GetUtcNow())
            {
                Remove(node);
                return Task.FromResult<byte[]?>(null);
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return Task.FromResult<byte[]?>([.. node.Value.Bytes]);
        }
    }

    /// <inheritdoc/>
    public Task SetAsync(string key, byte[] value, TimeSpan lifetime, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var entry = new MemoryEntry(key, [.. value], time.GetUtcNow() + lifetime);
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var former))
            {
                Remove(former);
            }

            if (entry.Size > maxBytes)
            {
                return Task.CompletedTask;
            }

            while (_bytes + entry.Size > maxBytes)
            {
                Remove(_byUse.Last!);
            }

            _entries.Add(key, _byUse.AddFirst(entry));
            _bytes += entry.Size;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var node))
            {
                Remove(node);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> TryLockAsync(string key, string owner, TimeSpan lifetime, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_locks.TryGetValue(key, out var held) && held.Until > now)
            {
                return Task.FromResult(false);
            }

            _locks[key] = (owner, now + lifetime);
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task UnlockAsync(string key, string owner, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_locks.TryGetValue(key, out var held) && held.Owner == owner)
            {
                _locks.Remove(key);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CountAsync(string set, string member, TimeSpan lifetime, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _counts.Add(set, member, lifetime);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CacheCount>> ReadCountsAsync(string set, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(_counts.Read(set, limit));
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellation) => Task.CompletedTask;

    private void Remove(LinkedListNode<MemoryEntry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Key);
        _bytes -= node.Value.Size;
    }
}
