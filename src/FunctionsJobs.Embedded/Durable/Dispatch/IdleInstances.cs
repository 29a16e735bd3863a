namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>Loaded instances that wait, longest first. Evicts beyond a number and after a time.</summary>
internal sealed class IdleInstances : IDisposable
{
    private readonly int _limit;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly LinkedList<InstanceActor> _actors = new();
    private readonly ITimer _sweep;

    public IdleInstances(int limit, TimeSpan timeout, TimeProvider time)
    {
        _limit = limit;
        _timeout = timeout;
        _time = time;
        var period = timeout / 2;
        _sweep = time.CreateTimer(static idle => ((IdleInstances)idle!).Sweep(), this, period, period);
    }

    /// <summary>Instances in memory that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _actors.Count;
            }
        }
    }

    /// <summary>An instance has taken a turn and waits.</summary>
    public void Add(InstanceActor actor)
    {
        InstanceActor? longest = null;
        lock (_lock)
        {
            var node = actor.IdleNode;
            if (node.List is not null)
            {
                _actors.Remove(node);
            }

            actor.IdleSince = _time.GetTimestamp();
            _actors.AddLast(node);
            if (_actors.Count > _limit)
            {
                longest = _actors.First!.Value;
                _actors.RemoveFirst();
            }
        }

        longest?.Evict();
    }

    /// <summary>An instance is no longer in memory.</summary>
    public void Remove(InstanceActor actor)
    {
        lock (_lock)
        {
            if (actor.IdleNode.List is not null)
            {
                _actors.Remove(actor.IdleNode);
            }
        }
    }

    public void Dispose() => _sweep.Dispose();

    private void Sweep()
    {
        while (true)
        {
            InstanceActor longest;
            lock (_lock)
            {
                if (_actors.First is not { } first || _time.GetElapsedTime(first.Value.IdleSince) < _timeout)
                {
                    return;
                }

                longest = first.Value;
                _actors.RemoveFirst();
            }

            longest.Evict();
        }
    }
}
