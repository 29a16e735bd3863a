namespace FunctionsJobs.Analytics;

/// <summary>Where buckets start. Pure UTC calendar arithmetic: no time zone, no daylight saving, no culture.</summary>
public static class RollupCalendar
{
    /// <summary>First instant an event may have.</summary>
    public static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>First instant after the last one an event may have.</summary>
    public static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The start of the bucket that holds <paramref name="instant"/>.</summary>
    public static DateTimeOffset StartOf(Granularity granularity, DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        var day = utc.Date;
        var start = granularity switch
        {
            Granularity.Hour => day.AddHours(utc.Hour),
            Granularity.Day => day,
            Granularity.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            Granularity.Month => new DateTime(utc.Year, utc.Month, 1, 0, 0, 0, DateTimeKind.Utc),
            _ => throw new ArgumentOutOfRangeException(nameof(granularity), granularity, "Unknown granularity."),
        };
        return new DateTimeOffset(start, TimeSpan.Zero);
    }

    /// <summary>The start of the bucket that follows the one starting at <paramref name="start"/>.</summary>
    public static DateTimeOffset NextAfter(Granularity granularity, DateTimeOffset start) => granularity switch
    {
        Granularity.Hour => start.AddHours(1),
        Granularity.Day => start.AddDays(1),
        Granularity.Week => start.AddDays(7),
        Granularity.Month => start.AddMonths(1),
        _ => throw new ArgumentOutOfRangeException(nameof(granularity), granularity, "Unknown granularity."),
    };

    /// <summary>The first instant of a UTC day.</summary>
    public static DateTimeOffset StartOfDay(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
}
