namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>Bounds how many instances, or how many entities, load and run code at the same time, and counts the turns under way.</summary>
/// <param name="limit">The most that run code at the same time.</param>
/// <param name="start">Runs a turn; on the pool when not given.</param>
internal sealed class TurnGate(int limit, WorkStart? start = null)
{
    private readonly WorkStart _start = start ?? PoolWork.Start;
    private readonly Lock _lock = new();
    private readonly Queue<IThreadPoolWorkItem> _waiting = new();
    private readonly List<TaskCompletionSource> _untilQuiet = [];
    private int _running;
    private int _underWay;
    private bool _closed;

    /// <summary>Begins a turn, now or when there is room. A closed gate drops it.</summary>
    public void Schedule(IThreadPoolWorkItem turn)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _underWay++;
            if (_running == limit)
            {
                _waiting.Enqueue(turn);
                return;
            }

            _running++;
        }

        _start(turn);
    }

    /// <summary>A turn's code has stopped; others may run while it is committed.</summary>
    public void Leave()
    {
        IThreadPoolWorkItem? next;
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out next))
            {
                _running--;
                return;
            }
        }

        _start(next);
    }

    /// <summary>A turn is over: committed, with all its effects.</summary>
    public void End()
    {
        lock (_lock)
        {
            _underWay--;
            CheckQuiet();
        }
    }

    /// <summary>Completes when no turn is under way; turns may begin again after.</summary>
    public Task WhenQuietAsync()
    {
        lock (_lock)
        {
            if (_underWay == 0)
            {
                return Task.CompletedTask;
            }

            var quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _untilQuiet.Add(quiet);
            return quiet.Task;
        }
    }

    /// <summary>Lets no more turns begin; those that have not begun are dropped.</summary>
    /// <returns>Completes when those that run are over.</returns>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            _underWay -= _waiting.Count;
            _waiting.Clear();
            CheckQuiet();
        }

        return WhenQuietAsync();
    }

    private void CheckQuiet()
    {
        if (_underWay == 0 && _untilQuiet.Count > 0)
        {
            _untilQuiet.ForEach(quiet => quiet.TrySetResult());
            _untilQuiet.Clear();
        }
    }
}
