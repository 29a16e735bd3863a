namespace FunctionsJobs.Schedules.Timers;

/// <summary>How often a built-in timer's work is done at most: once per UTC period of this length.</summary>
internal enum TimerPeriod
{
    /// <summary>Once in five minutes.</summary>
    FiveMinutes,

    /// <summary>Once in each half of an hour.</summary>
    HalfHour,

    /// <summary>Once an hour.</summary>
    Hour,

    /// <summary>Once a day.</summary>
    Day,

    /// <summary>Once a week, which begins on Monday.</summary>
    Week,

    /// <summary>Once a month.</summary>
    Month,
}
