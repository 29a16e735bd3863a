namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>
/// The single thread of execution of one orchestrator's code, as the place where its continuations run. It exists during turns only, on
/// whatever pool thread takes the turn; work that comes from elsewhere shows that the code awaited something foreign. Continuations that are
/// made with ContinueWith stay on it when they are told to execute synchronously; others go to the pool, as in the real worker, and are
/// foreign.
/// </summary>
/// <param name="onForeignWork">Called on the foreign thread when work arrives from outside a turn.</param>
internal sealed class OrchestratorThread(Action onForeignWork) : SynchronizationContext
{
    private Queue<(SendOrPostCallback Callback, object? State)>? _posted;
    private volatile int _threadId;

    /// <summary>Whether the caller runs inside the turn.</summary>
    public bool IsCurrent => _threadId == Environment.CurrentManagedThreadId;

    /// <summary>Whether a turn is under way, on any thread.</summary>
    public bool IsActive => _threadId != 0;

    /// <summary>Makes the calling thread the orchestrator's, until <see cref="Leave"/>.</summary>
    /// <returns>What to give to <see cref="Leave"/>.</returns>
    public SynchronizationContext? Enter()
    {
        var outer = Current;
        SetSynchronizationContext(this);
        _threadId = Environment.CurrentManagedThreadId;
        return outer;
    }

    public void Leave(SynchronizationContext? outer)
    {
        _threadId = 0;
        SetSynchronizationContext(outer);
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
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            (_posted ??= new Queue<(SendOrPostCallback, object?)>()).Enqueue((d, state));
        }
        else
        {
            onForeignWork();
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!IsCurrent)
        {
            onForeignWork();
            throw new NotSupportedException("Orchestrator code runs only while its instance takes a turn.");
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
