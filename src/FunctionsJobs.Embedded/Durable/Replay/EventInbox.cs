using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>
/// External events of one execution, by name without regard to case. The latest waiter gets an event first; an event that nobody waits
/// for is kept.
/// </summary>
/// <remarks>
/// As in the real SDK (1.25), a wait that was cancelled or timed out stays in its place and takes an event as any other does; the event
/// is lost then.
/// </remarks>
internal sealed class EventInbox(DataConverter converter)
{
    private Dictionary<string, EventWaiter>? _waiters;
    private Dictionary<string, Queue<string?>>? _kept;

    /// <summary>Whether the orchestrator waits for an event.</summary>
    public bool HasWaiters
    {
        get
        {
            if (_waiters is null)
            {
                return false;
            }

            foreach (var latest in _waiters.Values)
            {
                for (var any = latest; any is not null; any = any.Earlier)
                {
                    if (any.IsWaiting)
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }

    /// <summary>The task of the next event of a name; completed already when one was kept.</summary>
    /// <exception cref="ArgumentException">Somebody waits for an event of that name with another type.</exception>
    public Task<T> WaitAsync<T>(string name, CancellationToken cancellation)
    {
        var waiter = new EventWaiter<T>();
        _waiters ??= new Dictionary<string, EventWaiter>(StringComparer.OrdinalIgnoreCase);
        if (_waiters.TryGetValue(name, out var earlier))
        {
            if (earlier.EventType != typeof(T))
            {
                throw new ArgumentException($"Events with the same name must have the same type argument. Expected {earlier.EventType.FullName} but was requested {typeof(T).FullName}.");
            }

            waiter.Earlier = earlier;
        }

        if (_kept is not null && _kept.TryGetValue(name, out var events))
        {
            var payload = events.Dequeue();
            if (events.Count == 0)
            {
                _kept.Remove(name);
            }

            waiter.Receive(payload, converter);
        }
        else
        {
            _waiters[name] = waiter;
            waiter.CancelWith(cancellation);
        }

        return waiter.Task;
    }

    /// <summary>Gives an event to the latest waiter of its name, or keeps it when there is none.</summary>
    public void Raise(string name, string? payload)
    {
        if (_waiters is not null && _waiters.Remove(name, out var waiter))
        {
            if (waiter.Earlier is { } next)
            {
                _waiters[name] = next;
            }

            waiter.Receive(payload, converter);
            return;
        }

        Keep(name, payload);
    }

    /// <summary>Takes all events that nobody waited for, each name in the order of arrival.</summary>
    public IEnumerable<(string Name, string? Payload)> TakeKept()
    {
        var kept = _kept;
        _kept = null;
        return from entry in kept ?? [] from payload in entry.Value select (entry.Key, payload);
    }

    private void Keep(string name, string? payload)
    {
        _kept ??= new Dictionary<string, Queue<string?>>(StringComparer.OrdinalIgnoreCase);
        if (!_kept.TryGetValue(name, out var events))
        {
            _kept[name] = events = new Queue<string?>();
        }

        events.Enqueue(payload);
    }
}
