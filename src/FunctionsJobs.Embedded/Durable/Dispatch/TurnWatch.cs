using System.Diagnostics;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>Looks at the instances in memory again and again, so that none of them keeps a place among the running ones for ever.</summary>
internal sealed class TurnWatch : IDisposable
{
    private readonly IEnumerable<InstanceActor> _actors;
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;
    private int _looking;

    /// <param name="actors">Those in memory; may change while they are looked at.</param>
    /// <param name="limit">How long a turn may take. A turn that takes longer is ended up to half as much later.</param>
    /// <param name="clock">Says when to look.</param>
    public TurnWatch(IEnumerable<InstanceActor> actors, TimeSpan limit, TimeProvider clock)
    {
        _actors = actors;
        _limit = limit;
        var interval = limit / Replay.TurnClock.LooksUntilOverdue;
        _timer = clock.CreateTimer(static watch => ((TurnWatch)watch!).Look(), this, interval, interval);
    }

    public void Dispose() => _timer.Dispose();

    // Somebody who steps through the code takes the time that he needs.
    private void Look()
    {
        if (Debugger.IsAttached || Interlocked.Exchange(ref _looking, 1) != 0)
        {
            return;
        }

        foreach (var actor in _actors)
        {
            actor.Look(_limit);
        }

        Volatile.Write(ref _looking, 0);
    }
}
