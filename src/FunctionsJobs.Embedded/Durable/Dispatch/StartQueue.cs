using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>
/// Instances that wait to be started, oldest first. They are started only as fast as activities are worked off, so that a big backlog stays
/// rows in the store and ids here.
/// </summary>
internal sealed class StartQueue(Func<bool> hasRoom, Action<StartItem> start)
{
    // First turns under way: enough to keep the store's group commit busy.
    private const int MaxStarting = 512;

    // Beyond this many, waiting instances are read again when their time comes.
    private const int MaxKept = 1_024;

    private readonly Lock _lock = new();
    private readonly Queue<StartItem> _waiting = new();
    private readonly Dictionary<string, StartItem> _kept = new(StringComparer.Ordinal);
    private int _starting;
    private bool _stopped;

    /// <summary>Instances that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <param name="instanceId">The instance.</param>
    /// <param name="instance">The instance when it was just created; <see langword="null"/> to read it.</param>
    public void Add(string instanceId, InstanceRecord? instance)
    {
        lock (_lock)
        {
            if (_kept.Remove(instanceId, out var former))
            {
                // Its run has ended, which is seen by whoever starts another one before Forget is called.
                former.Instance = null;
            }

            var item = new StartItem(instanceId, _kept.Count < MaxKept ? instance : null);
            if (item.Instance is not null)
            {
                _kept[instanceId] = item;
            }

            _waiting.Enqueue(item);
        }

        Pump();
    }

    /// <summary>
    /// An instance changed before it was started, so that it has to be read when its start comes. Called before the actor that changed it
    /// is removed, and so before another one can take the start.
    /// </summary>
    public void Forget(string instanceId)
    {
        lock (_lock)
        {
            if (_kept.Remove(instanceId, out var item))
            {
                item.Instance = null;
            }
        }
    }

    /// <summary>An instance has taken its start; its first turn may be under way.</summary>
    public void Taken(StartItem item)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(item.InstanceId, out var kept) && kept == item)
            {
                _kept.Remove(item.InstanceId);
            }
        }
    }

    /// <summary>Instances that were started have taken their first turn.</summary>
    public void Started(int count)
    {
        lock (_lock)
        {
            _starting -= count;
        }

        Pump();
    }

    /// <summary>Starts what there is room for.</summary>
    public void Pump()
    {
        while (true)
        {
            StartItem next;
            lock (_lock)
            {
                if (_stopped || _starting >= MaxStarting || _waiting.Count == 0 || !hasRoom())
                {
                    return;
                }

                next = _waiting.Dequeue();
                _starting++;
            }

            start(next);
        }
    }

    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
        }
    }
}
