using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>Who waits for an instance to start or to end. They are told by the commit that makes it so.</summary>
internal sealed class InstanceWaiters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<InstanceWaiter>> _waiters = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _count;
    private Exception? _fault;

    /// <summary>Begins to wait. Dispose what is returned.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="untilEnd">Whether to wait for its end, not its start.</param>
    /// <param name="onTold">Called, besides, by who tells it and under the lock: it must not wait for anything. Not called when the hub stops.</param>
    public InstanceWaiter Add(string instanceId, bool untilEnd, Action? onTold = null)
    {
        var waiter = new InstanceWaiter(this, instanceId, untilEnd, onTold);
        lock (_lock)
        {
            if (_fault is not null)
            {
                waiter.Fail(_fault);
                return waiter;
            }

            if (!_waiters.TryGetValue(instanceId, out var list))
            {
                _waiters[instanceId] = list = [];
            }

            list.Add(waiter);
            _count++;
        }

        return waiter;
    }

    /// <summary>Fails when nobody will be told any more; never completes otherwise.</summary>
    public Task Broken => _broken.Task;

    /// <summary>An instance has started or ended.</summary>
    public void Tell(InstanceRecord instance)
    {
        if (_count == 0)
        {
            return;
        }

        var ended = InstanceStatus.IsTerminal(instance.Status);
        lock (_lock)
        {
            if (_waiters.TryGetValue(instance.InstanceId, out var list))
            {
                foreach (var waiter in list)
                {
                    if (ended || !waiter.UntilEnd)
                    {
                        waiter.Tell(ended ? instance : null);
                    }
                }
            }
        }
    }

    /// <summary>Nobody will be told any more.</summary>
    public void Fail(Exception fault)
    {
        lock (_lock)
        {
            _fault ??= fault;
            _broken.TrySetException(_fault);
            _ = _broken.Task.Exception;
            foreach (var waiter in _waiters.Values.SelectMany(list => list))
            {
                waiter.Fail(_fault);
            }
        }
    }

    internal void Remove(InstanceWaiter waiter)
    {
        lock (_lock)
        {
            if (_waiters.TryGetValue(waiter.InstanceId, out var list) && list.Remove(waiter))
            {
                _count--;
                if (list.Count == 0)
                {
                    _waiters.Remove(waiter.InstanceId);
                }
            }
        }
    }
}

/// <summary>One wait for an instance.</summary>
internal sealed class InstanceWaiter(InstanceWaiters owner, string instanceId, bool untilEnd, Action? onTold) : IDisposable
{
    private readonly TaskCompletionSource<InstanceRecord?> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string InstanceId { get; } = instanceId;

    /// <summary>Whether it waits for the end, not the start.</summary>
    public bool UntilEnd { get; } = untilEnd;

    /// <summary>Completes when it is so; with the instance when it has ended.</summary>
    public Task<InstanceRecord?> Told => _told.Task;

    public void Tell(InstanceRecord? ended)
    {
        if (_told.TrySetResult(ended))
        {
            onTold?.Invoke();
        }
    }

    public void Fail(Exception fault) => _told.TrySetException(fault);

    public void Dispose() => owner.Remove(this);
}
