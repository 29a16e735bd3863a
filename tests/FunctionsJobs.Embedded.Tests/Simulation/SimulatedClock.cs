namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>A clock that the simulation moves. What becomes due is put on the agenda, so that it may come late, but never early.</summary>
internal sealed class SimulatedClock(Agenda agenda) : TimeProvider
{
    private readonly List<SimulatedTimer> _timers = [];
    private DateTimeOffset _now = new(2031, 3, 29, 12, 0, 0, TimeSpan.Zero);
    private long _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The latest time that the clock has shown; it may be set back.</summary>
    public DateTime Latest { get; private set; } = new(2031, 3, 29, 12, 0, 0, DateTimeKind.Utc);

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan by)
    {
        _elapsed += by.Ticks;
        Jump(by);
        foreach (var timer in _timers.Where(timer => timer.DueAt <= _elapsed).OrderBy(timer => timer.DueAt).ToList())
        {
            timer.Rearm();
            agenda.Add("alarm", timer.Fire);
        }
    }

    /// <summary>Sets the clock, as an operator might: no time passes.</summary>
    public void Jump(TimeSpan by)
    {
        _now += by;
        Latest = _now.UtcDateTime > Latest ? _now.UtcDateTime : Latest;
    }

    /// <summary>The process of all timers has ended.</summary>
    public void Drop() => _timers.Clear();

    private sealed class SimulatedTimer(SimulatedClock clock, Action fire) : ITimer
    {
        private TimeSpan _period;

        public long DueAt { get; private set; }

        public Action Fire => fire;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._timers.Remove(this);
            _period = period;
            if (dueTime == TimeSpan.Zero)
            {
                clock.AddAlarm(fire);
            }
            else if (dueTime != Timeout.InfiniteTimeSpan)
            {
                DueAt = clock._elapsed + dueTime.Ticks;
                clock._timers.Add(this);
            }

            return true;
        }

        // From now on: what was missed while much time passed at once comes once.
        public void Rearm()
        {
            clock._timers.Remove(this);
            if (_period > TimeSpan.Zero)
            {
                DueAt = clock._elapsed + _period.Ticks;
                clock._timers.Add(this);
            }
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private void AddAlarm(Action fire) => agenda.Add("alarm", fire);
}
