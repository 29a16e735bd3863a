namespace FunctionsJobs.Schedules;

/// <summary>Applies the misfire policy: a pure function of a schedule and the time.</summary>
internal static class FirePlanner
{
    /// <summary>Fire times that are looked at in one go: about a tenth of a second's work.</summary>
    public const int MaxFires = 50_000;

    /// <summary>Decides about every fire time that is due.</summary>
    /// <param name="first">The first fire time that is not settled.</param>
    /// <param name="timing">The schedule's fire times.</param>
    /// <param name="definition">The schedule's policies.</param>
    /// <param name="now">The time.</param>
    /// <param name="misfireAfter">A fire time that is served later than this after it was due was missed.</param>
    /// <param name="maxFires">Fire times looked at in one go; more than the misfire limit.</param>
    public static FirePlan Plan(
        ScheduledFire first, ScheduleTiming timing, ScheduleDefinition definition, DateTimeOffset now, TimeSpan misfireAfter, int maxFires = MaxFires)
    {
        var madeUp = definition.Misfire switch
        {
            MisfirePolicy.Skip => 0,
            MisfirePolicy.Once => 1,
            MisfirePolicy.All => definition.MisfireLimit,
            _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.Misfire, "Not a misfire policy."),
        };
        var skipped = new SkippedFires();
        var runs = new Queue<ScheduledFire>();
        var missed = 0;
        var looked = 0;
        ScheduledFire? next = null;
        foreach (var fire in timing.From(first))
        {
            if (fire.DueAt > now || looked++ == maxFires)
            {
                next = fire;
                break;
            }

            runs.Enqueue(fire);
            if (now - fire.DueAt > misfireAfter && ++missed > madeUp)
            {
                skipped.Add(runs.Dequeue().FireAt);
            }
        }

        if (looked <= maxFires)
        {
            return new FirePlan([.. skipped.As(ScheduleSkipReasons.Missed), .. runs.Select(fire => new FireDecision.Run(fire.FireAt))], next, false);
        }

        // What would be made up for may turn out not to be the newest: it is looked at again, with what follows.
        return new FirePlan([.. skipped.As(ScheduleSkipReasons.Missed)], runs.TryPeek(out var again) ? again : next, true);
    }

    /// <summary>Passes over fire times for a reason other than their policy.</summary>
    /// <param name="first">The first fire time that is not settled, if any.</param>
    /// <param name="timing">The schedule's fire times.</param>
    /// <param name="isPassed">Tells of each fire time, in order, whether it is passed over; the first that is not ends it.</param>
    /// <param name="reason">One of <see cref="ScheduleSkipReasons"/>.</param>
    /// <returns>At most one decision, and the first fire time that is left.</returns>
    public static FirePlan PassOver(ScheduledFire? first, ScheduleTiming timing, Func<ScheduledFire, bool> isPassed, string reason)
    {
        var skipped = new SkippedFires();
        foreach (var fire in first is { } from ? timing.From(from) : [])
        {
            if (!isPassed(fire))
            {
                return new FirePlan([.. skipped.As(reason)], fire, false);
            }

            skipped.Add(fire.FireAt);
        }

        return new FirePlan([.. skipped.As(reason)], null, false);
    }

    private sealed class SkippedFires
    {
        private DateTimeOffset _first;
        private DateTimeOffset _last;
        private long _count;

        public void Add(DateTimeOffset fireAt) => (_first, _last, _count) = (_count == 0 ? fireAt : _first, fireAt, _count + 1);

        public IEnumerable<FireDecision> As(string reason) => _count == 0 ? [] : [new FireDecision.Skip(_first, _last, _count, reason)];
    }
}
