namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>
/// The single thread of execution of one orchestrator's code, as the place where its continuations run. It exists during turns only, on
/// whatever pool thread takes the turn. What leaves it is noticed: work that comes from elsewhere, work of the code that begins elsewhere,
/// and waits that would block it. Continuations that are made with ContinueWith stay on it when they are told to execute synchronously;
/// others go to the pool, as in the real worker, and are foreign.
/// </summary>
/// <remarks>
/// Three properties of the runtime carry the guard. A thread asks its synchronization context before it blocks in a wait or for a lock, so
/// that the wait can be refused where it is called. An execution context follows the code into everything that it starts, and tells when
/// it arrives on another thread. A thread that sleeps can be interrupted. A loop without end cannot: its turn is given up.
/// </remarks>
internal sealed class OrchestratorThread : SynchronizationContext
{
    private static readonly AsyncLocal<OrchestratorThread?> s_flow = new(OnFlow);

    private readonly string _orchestrator;
    private readonly Action<InvalidOperationException> _onFault;
    private readonly TurnClock _clock = new();
    private Queue<(SendOrPostCallback Callback, object? State)>? _posted;
    private ExecutionContext? _flow;
    private ExecutionContext? _outerFlow;
    private volatile int _threadId;
    private bool _inspects;
    private int _reported;

    /// <param name="orchestrator">Its name, for messages.</param>
    /// <param name="onFault">Called when the code breaks a rule: on the thread that shows it, with what to tell.</param>
    public OrchestratorThread(string orchestrator, Action<InvalidOperationException> onFault)
    {
        _orchestrator = orchestrator;
        _onFault = onFault;
        SetWaitNotificationRequired();
    }

    /// <summary>Whether the caller runs inside the turn.</summary>
    public bool IsCurrent => _threadId == Environment.CurrentManagedThreadId;

    /// <summary>Whether a turn is under way, on any thread.</summary>
    public bool IsActive => _threadId != 0;

    /// <summary>Makes the calling thread the orchestrator's, until <see cref="Leave"/>.</summary>
    /// <returns>What to give to <see cref="Leave"/>.</returns>
    public SynchronizationContext? Enter()
    {
        var outer = Current;
        _outerFlow = ExecutionContext.Capture();
        _threadId = Environment.CurrentManagedThreadId;
        _clock.Start();
        if (_flow is null || _outerFlow is null)
        {
            s_flow.Value = this;
            _flow = ExecutionContext.Capture();
        }
        else
        {
            ExecutionContext.Restore(_flow);
        }

        SetSynchronizationContext(this);
        return outer;
    }

    /// <exception cref="TurnLostException">The turn was given up while the code ran: everything about it belongs to others now.</exception>
    public void Leave(SynchronizationContext? outer)
    {
        _threadId = 0;
        SetSynchronizationContext(outer);
        if (_outerFlow is null)
        {
            s_flow.Value = null;
        }
        else
        {
            ExecutionContext.Restore(_outerFlow);
        }

        _clock.Stop();
    }

    /// <summary>Looks at the turn under way, if any; called at regular intervals, by one thread at a time.</summary>
    /// <param name="limit">How long a turn may take, for the message.</param>
    /// <returns>The fault of a turn that has to be given up; <see langword="null"/> when nothing is to be done.</returns>
    public InvalidOperationException? Look(TimeSpan limit)
    {
        switch (_clock.Look())
        {
            case TurnVerdict.Overdue:
                Report(OrchestratorFaults.Overdue(_orchestrator, limit));
                _clock.Interrupt();
                return null;
            case TurnVerdict.Lost:
                return OrchestratorFaults.Overdue(_orchestrator, limit);
            default:
                return null;
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
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            (_posted ??= new Queue<(SendOrPostCallback, object?)>()).Enqueue((d, state));
        }
        else
        {
            Report(OrchestratorFaults.ForeignAwait(_orchestrator));
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!IsCurrent)
        {
            Report(OrchestratorFaults.ForeignAwait(_orchestrator));
            throw new NotSupportedException("Orchestrator code runs only while its instance takes a turn.");
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Called before the thread blocks. Locks are waited for; the other waits of the code are refused.</summary>
    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        if (IsCurrent && millisecondsTimeout != 0 && !_inspects)
        {
            _inspects = true;
            try
            {
                if (BlockingCall.Find() is { } call)
                {
                    var fault = OrchestratorFaults.Blocked(_orchestrator, call);
                    Report(fault);
                    throw fault;
                }
            }
            finally
            {
                _inspects = false;
            }
        }

        return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
    }

    private static void OnFlow(AsyncLocalValueChangedArgs<OrchestratorThread?> change)
    {
        if (change is { ThreadContextChanged: true, CurrentValue: { IsCurrent: false } thread })
        {
            thread.Report(OrchestratorFaults.ForeignStart(thread._orchestrator));
        }
    }

    // Once: what the code started may come back again and again.
    private void Report(InvalidOperationException fault)
    {
        if (Interlocked.Exchange(ref _reported, 1) == 0)
        {
            _onFault(fault);
        }
    }
}
