namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>
/// The single thread of execution of one orchestrator's code. It exists during turns only, on whatever pool thread takes the turn; work that
/// comes from elsewhere shows that the code awaited something foreign. Continuations that are made with ContinueWith stay on it when they are
/// told to execute synchronously; others go to the pool, as in the real worker, and are foreign.
/// </summary>
internal sealed class OrchestratorThread
{
    private readonly Action _onForeignWork;
    private readonly OrchestratorSynchronizationContext _context;
    private Queue<(SendOrPostCallback Callback, object? State)>? _posted;
    private volatile int _threadId;

    /// <param name="onForeignWork">Called on the foreign thread when work arrives from outside a turn.</param>
    public OrchestratorThread(Action onForeignWork)
    {
        _onForeignWork = onForeignWork;
        _context = new OrchestratorSynchronizationContext(this);
    }

    /// <summary>Whether the caller runs inside the turn.</summary>
    public bool IsCurrent => _threadId == Environment.CurrentManagedThreadId;

    /// <summary>Whether a turn is under way, on any thread.</summary>
    public bool IsActive => _threadId != 0;

    /// <summary>Takes a turn: runs <paramref name="turn"/> with this as the ambient place for continuations.</summary>
    public void Run(Action turn)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        _threadId = Environment.CurrentManagedThreadId;
        try
        {
            turn();
        }
        finally
        {
            _threadId = 0;
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs what the code posted to itself, until nothing is left.</summary>
    public void Drain()
    {
        while (_posted is not null && _posted.TryDequeue(out var work))
        {
            work.Callback(work.State);
        }
    }

    /// <summary>Queues work of the code itself; foreign work is reported and dropped.</summary>
    public void Post(SendOrPostCallback callback, object? state)
    {
        if (IsCurrent)
        {
            (_posted ??= new Queue<(SendOrPostCallback, object?)>()).Enqueue((callback, state));
        }
        else
        {
            _onForeignWork();
        }
    }
}
