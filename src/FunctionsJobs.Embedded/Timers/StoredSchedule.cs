namespace FunctionsJobs.Embedded.Timers;

/// <summary>Where a schedule stands.</summary>
/// <param name="Last">The last run, or <see langword="null"/> before the first.</param>
/// <param name="Next">The occurrence that is waited for.</param>
/// <param name="LastUpdated">The instant from which <paramref name="Next"/> was computed, when nothing ran yet.</param>
internal sealed record StoredSchedule(DateTimeOffset? Last, DateTimeOffset Next, DateTimeOffset LastUpdated)
{
    /// <summary>A schedule that has not run yet.</summary>
    public static StoredSchedule New(ITimerSchedule schedule, DateTimeOffset now) => new(null, schedule.Next(now), now);

    /// <summary>The schedule after a run that began at <paramref name="at"/>.</summary>
    public static StoredSchedule After(ITimerSchedule schedule, DateTimeOffset at) => new(at, schedule.Next(at), at);

    /// <summary>
    /// This state under a schedule that may have changed since it was stored. A changed one counts from now on; nothing of it is past due.
    /// </summary>
    public StoredSchedule Under(ITimerSchedule schedule, DateTimeOffset now)
    {
        var expected = schedule.Next(Last ?? LastUpdated);
        if (expected == Next)
        {
            return this;
        }

        return expected < now ? New(schedule, now) : new StoredSchedule(null, expected, Last ?? LastUpdated);
    }
}
