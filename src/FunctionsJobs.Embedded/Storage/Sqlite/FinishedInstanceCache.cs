using System.Collections.Concurrent;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// Instances that have ended and were read lately, whole, as they are stored. Only a purge, a replacement or a reopening changes such a
/// row; the writer announces each of them inside its transaction, and what it announced is gone from here before it can become visible.
/// </summary>
/// <remarks>
/// <para>A reader that saw the row before a change must not add it after: it notes <see cref="LastCommit"/> before it reads, and its record
/// is taken only when no later transaction, finished or not, has announced a change of that key (or of one that shares its stripe).</para>
/// <para>The bytes are bounded by two generations: when the young one is half of the limit, it becomes the old one, and what was in the old
/// one and was not asked for since is forgotten.</para>
/// </remarks>
/// <param name="maxBytes">Bound of the bytes, about; zero keeps nothing.</param>
internal sealed class FinishedInstanceCache(long maxBytes)
{
    private const int Stripes = 1 << 12;
    private const int RowBytes = 600;

    private readonly Lock _gate = new();
    private readonly long[] _changedBy = new long[Stripes];
    private volatile Generation _young = new();
    private volatile Generation _old = new();
    private long _lastCommit;

    /// <summary>The number of the last transaction whose changes every read that begins now sees.</summary>
    public long LastCommit => Volatile.Read(ref _lastCommit);

    /// <summary>A copy of the instance, or <see langword="null"/> when it is not here.</summary>
    public InstanceRecord? Find(string instanceId)
    {
        if (_young.Find(instanceId) is { } young)
        {
            return young.Copy();
        }

        if (_old.Find(instanceId) is not { } old)
        {
            return null;
        }

        lock (_gate)
        {
            // Not when it was changed since, or moved by another reader.
            if (_old.Holds(old))
            {
                _old.Remove(old.Key);
                Put(old);
            }
        }

        return old.Copy();
    }

    /// <summary>Keeps a copy of an instance that was just read with its payloads, if it has ended and was not changed meanwhile.</summary>
    /// <param name="instance">As it was read.</param>
    /// <param name="readAfter"><see cref="LastCommit"/> before the read.</param>
    public void Add(InstanceRecord instance, long readAfter)
    {
        // One that takes a good part of the room would push out all others.
        if (!InstanceStatus.IsTerminal(instance.Status) || SizeOf(instance) > maxBytes / 32)
        {
            return;
        }

        var copy = instance.Copy();
        lock (_gate)
        {
            if (_changedBy[StripeOf(copy.Key)] <= readAfter)
            {
                _old.Remove(copy.Key);
                Put(copy);
            }
        }
    }

    /// <summary>The transaction under way removes an instance, or changes one that has ended. Called by the writer, before it commits.</summary>
    public void Change(long instanceKey)
    {
        lock (_gate)
        {
            _changedBy[StripeOf(instanceKey)] = _lastCommit + 1;
            _young.Remove(instanceKey);
            _old.Remove(instanceKey);
        }
    }

    /// <summary>The transaction under way is committed. Called by the writer, before it tells anybody.</summary>
    public void Commit() => Volatile.Write(ref _lastCommit, _lastCommit + 1);

    private static int StripeOf(long key) => (int)(key & (Stripes - 1));

    private static long SizeOf(InstanceRecord instance) =>
        RowBytes + sizeof(char) * ((long)(instance.Input?.Length ?? 0) + (instance.Output?.Length ?? 0) + (instance.CustomStatus?.Length ?? 0) + (instance.Failure?.Length ?? 0));

    // Under the gate.
    private void Put(InstanceRecord instance)
    {
        _young.Put(instance, SizeOf(instance));
        if (_young.Bytes > maxBytes / 2)
        {
            _old = _young;
            _young = new Generation();
        }
    }

    // Found without a lock; changed under the gate.
    private sealed class Generation
    {
        private readonly ConcurrentDictionary<string, InstanceRecord> _byId = new(StringComparer.Ordinal);
        private readonly Dictionary<long, InstanceRecord> _byKey = [];

        public long Bytes { get; private set; }

        public InstanceRecord? Find(string instanceId) => _byId.GetValueOrDefault(instanceId);

        public bool Holds(InstanceRecord instance) => _byKey.TryGetValue(instance.Key, out var held) && held == instance;

        public void Put(InstanceRecord instance, long bytes)
        {
            if (_byKey.TryAdd(instance.Key, instance))
            {
                _byId[instance.InstanceId] = instance;
                Bytes += bytes;
            }
        }

        public bool Remove(long key)
        {
            if (!_byKey.Remove(key, out var instance))
            {
                return false;
            }

            Bytes -= SizeOf(instance);
            _byId.TryRemove(KeyValuePair.Create(instance.InstanceId, instance));
            return true;
        }
    }
}
