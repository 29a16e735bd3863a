using System.Globalization;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Schedules.Timers;

/// <summary>Names the periods of timers. The names are parts of job ids, and never change.</summary>
internal static class TimerPeriods
{
    /// <summary>The name of the period that holds an instant: <c>2026-01-31T13-30</c>, <c>2026-01-31T13</c>, <c>2026-01-31</c>, <c>2026-01-26</c> (a Monday) or <c>2026-01</c>.</summary>
    public static string NameOf(this TimerPeriod period, DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        return period switch
        {
            TimerPeriod.FiveMinutes => utc.AddMinutes(-(utc.Minute % 5)).ToString("yyyy-MM-dd'T'HH-mm", CultureInfo.InvariantCulture),
            TimerPeriod.HalfHour => utc.AddMinutes(-(utc.Minute % 30)).ToString("yyyy-MM-dd'T'HH-mm", CultureInfo.InvariantCulture),
            TimerPeriod.Hour => utc.ToString("yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture),
            TimerPeriod.Day => utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimerPeriod.Week => utc.AddDays(-(((int)utc.DayOfWeek + 6) % 7)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimerPeriod.Month => utc.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, "Not a period."),
        };
    }

    /// <summary>The whole period before the one that holds an instant; for periods that roll-ups know, which are an hour and more.</summary>
    public static UtcRange Before(this TimerPeriod period, DateTimeOffset instant)
    {
        var length = period switch
        {
            TimerPeriod.Hour => Granularity.Hour,
            TimerPeriod.Day => Granularity.Day,
            TimerPeriod.Week => Granularity.Week,
            TimerPeriod.Month => Granularity.Month,
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, "Not a period."),
        };
        var to = RollupCalendar.StartOf(length, instant);
        return new UtcRange(RollupCalendar.StartOf(length, to.AddTicks(-1)), to);
    }
}
