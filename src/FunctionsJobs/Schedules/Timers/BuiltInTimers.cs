using FunctionsJobs.Schedules.Drafts;

namespace FunctionsJobs.Schedules.Timers;

/// <summary>
/// The built-in timers. A job type that is to run by itself adds its entry here, its function to <see cref="BuiltInTimerFunctions"/>, and its
/// expression to <see cref="TimerSettings"/> and host.json.
/// </summary>
internal static class BuiltInTimers
{
    /// <summary>Rolls up the days before today, for publishers with events that no roll-up has seen: the day before, and days that got late events.</summary>
    public static BuiltInTimer DailyAggregation { get; } = new()
    {
        Name = "daily-aggregation",
        Period = TimerPeriod.Day,
        Scope = TimerScope.PublishersWithNewEvents,
        Job = new JobDraft(
            "analytics-aggregation",
            "aggregate",
            """{"publisherId":"{{publisherId}}","startDate":"{{firstDay}}","endDate":"{{today}}","granularity":"day"}""",
            null),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BuiltInTimer> All { get; } = [DailyAggregation];
}
