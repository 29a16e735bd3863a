namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>What becomes due, in memory: due times, ids and targets only. The messages themselves are rows.</summary>
internal sealed class TimerQueue : IDisposable
{
    // The wall clock may jump, and timers of the system have a longest time.
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly Action<TimerEntry> _due;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TimerEntry, (DateTime DueAt, long MessageId)> _queue = new();
    private readonly Dictionary<(string Target, int TaskId), TimerEntry> _byTask = [];
    private readonly Dictionary<string, TimerEntry> _latestOfTarget = new(StringComparer.Ordinal);
    private readonly ITimer _alarm;
    private DateTime _alarmAt = DateTime.MaxValue;
    private int _cancelled;
    private bool _stopped;

    /// <param name="time">The clock.</param>
    /// <param name="due">Called on a pool thread for each entry that is due, in the order of due times.</param>
    public TimerQueue(TimeProvider time, Action<TimerEntry> due)
    {
        _time = time;
        _due = due;
        _alarm = time.CreateTimer(static queue => ((TimerQueue)queue!).OnAlarm(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Entries that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _queue.Count - _cancelled;
            }
        }
    }

    public void Add(TimerEntry entry)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            if (_latestOfTarget.TryGetValue(entry.Target, out var earlier))
            {
                entry.Earlier = earlier;
                earlier.Later = entry;
            }

            _latestOfTarget[entry.Target] = entry;
            if (entry.TaskId >= 0)
            {
                _byTask[(entry.Target, entry.TaskId)] = entry;
            }

            _queue.Enqueue(entry, (entry.DueAt, entry.MessageId));
            SetAlarm();
        }
    }

    /// <summary>Takes a timer of an orchestration out, and gives the id of its message; <see langword="null"/> when it fired already.</summary>
    public long? Cancel(string target, int taskId)
    {
        lock (_lock)
        {
            if (!_byTask.TryGetValue((target, taskId), out var entry))
            {
                return null;
            }

            Unlink(entry);
            Forget(entry);
            return entry.MessageId;
        }
    }

    /// <summary>Takes everything for a target out, and adds the ids of the messages to <paramref name="messageIds"/>.</summary>
    public void CancelAll(string target, List<long> messageIds)
    {
        lock (_lock)
        {
            _latestOfTarget.Remove(target, out var latest);
            for (var entry = latest; entry is not null; entry = entry.Earlier)
            {
                if (entry.MessageId != 0)
                {
                    messageIds.Add(entry.MessageId);
                }

                _byTask.Remove((target, entry.TaskId));
                Forget(entry);
            }
        }
    }

    /// <summary>Nothing becomes due any more.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            _queue.Clear();
            _byTask.Clear();
            _latestOfTarget.Clear();
            _cancelled = 0;
            SetAlarm();
        }
    }

    public void Dispose() => _alarm.Dispose();

    private void OnAlarm()
    {
        var due = new List<TimerEntry>();
        lock (_lock)
        {
            _alarmAt = DateTime.MaxValue;
            var now = _time.GetUtcNow().UtcDateTime;
            while (_queue.TryPeek(out var entry, out _) && (entry.Cancelled || entry.DueAt <= now))
            {
                _queue.Dequeue();
                if (entry.Cancelled)
                {
                    _cancelled--;
                    continue;
                }

                Unlink(entry);
                due.Add(entry);
            }

            SetAlarm();
        }

        foreach (var entry in due)
        {
            _due(entry);
        }
    }

    private void Unlink(TimerEntry entry)
    {
        _byTask.Remove((entry.Target, entry.TaskId));
        if (entry.Earlier is { } earlier)
        {
            earlier.Later = entry.Later;
        }

        if (entry.Later is { } later)
        {
            later.Earlier = entry.Earlier;
        }
        else if (entry.Earlier is { } latest)
        {
            _latestOfTarget[entry.Target] = latest;
        }
        else
        {
            _latestOfTarget.Remove(entry.Target);
        }
    }

    // Cancelled entries stay in the heap until they come up, unless they become the greater part of it.
    private void Forget(TimerEntry entry)
    {
        entry.Cancelled = true;
        _cancelled++;
        if (_cancelled > 1_000 && _cancelled > _queue.Count / 2)
        {
            var live = _queue.UnorderedItems.Where(item => !item.Element.Cancelled).ToList();
            _queue.Clear();
            _queue.EnqueueRange(live);
            _cancelled = 0;
        }
    }

    private void SetAlarm()
    {
        if (!_queue.TryPeek(out var next, out _))
        {
            if (_alarmAt != DateTime.MaxValue)
            {
                _alarmAt = DateTime.MaxValue;
                _alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            return;
        }

        if (next.DueAt >= _alarmAt)
        {
            return;
        }

        var wait = next.DueAt - _time.GetUtcNow().UtcDateTime;
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > s_longestSleep ? s_longestSleep : RoundUp(wait);
        _alarmAt = next.DueAt;
        _alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    // Timers of the system count whole milliseconds, and would otherwise wake up just before the time.
    private static TimeSpan RoundUp(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
