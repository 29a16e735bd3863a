namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>
/// Notices turns that take too long. A turn is measured in looks of the watch instead of by a clock, so that it costs nothing to have it
/// measured.
/// </summary>
internal sealed class TurnClock
{
    /// <summary>Looks between the first one that saw a turn and the one that finds it overdue.</summary>
    public const int LooksUntilOverdue = 4;

    /// <summary>Looks until an overdue turn that did not end is lost.</summary>
    public const int LooksUntilLost = LooksUntilOverdue + 2;

    private const long Phases = 8;
    private const long Idle = 0;
    private const long Running = 1;
    private const long Interrupting = 2;
    private const long Interrupted = 3;
    private const long Lost = 4;

    // The turn's number and its phase, changed together, so that a look never takes one turn for another.
    private long _state;
    private Thread? _runner;

    // Of the watch.
    private long _seenTurn;
    private int _looks;

    /// <summary>The calling thread takes a turn.</summary>
    public void Start()
    {
        _runner = Thread.CurrentThread;
        Volatile.Write(ref _state, (((_state / Phases) + 1) * Phases) + Running);
    }

    /// <summary>The turn is over.</summary>
    /// <exception cref="TurnLostException">It was given up before.</exception>
    public void Stop()
    {
        var turn = Volatile.Read(ref _state) / Phases * Phases;
        if (Interlocked.CompareExchange(ref _state, turn + Idle, turn + Running) != turn + Running)
        {
            StopInterrupted(turn);
        }
    }

    public TurnVerdict Look()
    {
        var state = Volatile.Read(ref _state);
        var turn = state / Phases;
        var phase = state % Phases;
        if (turn != _seenTurn || phase is Idle or Lost)
        {
            _seenTurn = turn;
            _looks = 0;
            return TurnVerdict.InTime;
        }

        _looks++;
        return _looks switch
        {
            LooksUntilOverdue when phase == Running && TryChange(state, Interrupting) => TurnVerdict.Overdue,
            >= LooksUntilLost when phase == Interrupted && TryChange(state, Lost) => TurnVerdict.Lost,
            _ => TurnVerdict.InTime,
        };
    }

    /// <summary>Wakes the thread of the turn that was found overdue, should it sleep or wait.</summary>
    public void Interrupt()
    {
        _runner!.Interrupt();
        Volatile.Write(ref _state, (_seenTurn * Phases) + Interrupted);
    }

    private bool TryChange(long state, long phase)
        => Interlocked.CompareExchange(ref _state, (state / Phases * Phases) + phase, state) == state;

    private void StopInterrupted(long turn)
    {
        var spin = new SpinWait();
        while (Volatile.Read(ref _state) == turn + Interrupting)
        {
            spin.SpinOnce();
        }

        // The interrupt may still be pending, and belongs to nobody else.
        try
        {
#pragma warning disable RS0030 // No delay is meant: it is where a pending interrupt comes out.
            Thread.Sleep(0);
#pragma warning restore RS0030
        }
        catch (ThreadInterruptedException)
        {
        }

        if (Interlocked.CompareExchange(ref _state, turn + Idle, turn + Interrupted) != turn + Interrupted)
        {
            throw new TurnLostException();
        }
    }
}
