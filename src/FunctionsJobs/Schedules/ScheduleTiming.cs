using System.Globalization;
using FunctionsJobs.JobStore;
using FunctionsJobs.Schedules.Cron;

namespace FunctionsJobs.Schedules;

/// <summary>The fire times of one schedule, and when each is served.</summary>
internal sealed class ScheduleTiming
{
    private readonly string _scheduleId;
    private readonly ZoneClock _clock;
    private readonly FireTimes _fireTimes;
    private readonly TimeSpan _jitter;

    private ScheduleTiming(string scheduleId, CronExpression cron, ZoneClock clock, TimeSpan jitter) =>
        (_scheduleId, _clock, _fireTimes, _jitter) = (scheduleId, clock, new FireTimes(cron, clock), jitter);

    /// <summary>The timing of a schedule that was validated.</summary>
    /// <exception cref="JobStoreException">This program or machine does not know its expression or time zone.</exception>
    public static ScheduleTiming Of(string scheduleId, ScheduleDefinition definition)
    {
        if (!CronExpression.TryParse(definition.Cron, out var cron, out var problem))
        {
            throw new JobStoreException($"The expression '{definition.Cron}' of schedule '{scheduleId}' {problem}.");
        }

        return ZoneClock.TryFind(definition.TimeZone, out var clock)
            ? new ScheduleTiming(scheduleId, cron, clock, definition.Jitter)
            : throw new JobStoreException($"The time zone '{definition.TimeZone}' of schedule '{scheduleId}' is not known here.");
    }

    /// <summary>The first fire time after an instant.</summary>
    public ScheduledFire? Next(DateTimeOffset after) => _fireTimes.Next(after) is { } fireAt ? Serve(fireAt) : null;

    /// <summary>The fire times after an instant as the clock of the schedule's zone shows them, in order.</summary>
    public IEnumerable<DateTimeOffset> After(DateTimeOffset after) => _fireTimes.After(after);

    /// <summary>The fire times from one on, in order.</summary>
    public IEnumerable<ScheduledFire> From(ScheduledFire first) => _fireTimes.After(first.FireAt).Select(Serve).Prepend(first);

    /// <summary>An instant as the clock of the schedule's zone shows it: ISO 8601, with fractions where there are any.</summary>
    public string Show(DateTimeOffset instant) =>
        _clock.At(instant).ToString(instant.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    private ScheduledFire Serve(DateTimeOffset fireAt)
    {
        var utc = fireAt.ToUniversalTime();
        return new ScheduledFire(utc, utc + FireJitter.Of(_scheduleId, utc, _jitter));
    }
}
