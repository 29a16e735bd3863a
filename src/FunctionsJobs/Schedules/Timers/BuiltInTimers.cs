using FunctionsJobs.Analytics.Metrics;
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

    /// <summary>Removes jobs that the retention rules do not keep any longer.</summary>
    public static BuiltInTimer JobCleanup { get; } = OfMaintenance("job-cleanup", TimerPeriod.Day, "job-cleanup");

    /// <summary>Counts and measures the queues.</summary>
    public static BuiltInTimer Statistics { get; } = OfMaintenance("statistics", TimerPeriod.Hour, "update-statistics");

    /// <summary>Asks every part of the program whether it can be used.</summary>
    public static BuiltInTimer HealthCheck { get; } = OfMaintenance("health-check", TimerPeriod.HalfHour, "health-check");

    /// <summary>Brings the databases' statistics up to date.</summary>
    public static BuiltInTimer DatabaseOptimization { get; } = OfMaintenance("database-optimization", TimerPeriod.Week, "optimize-database");

    /// <summary>Clears away expired keys and parts of files, and old log lines.</summary>
    public static IReadOnlyList<BuiltInTimer> DailyCleanup { get; } =
    [
        OfCleanup("daily-cleanup-logs", TimerPeriod.Day, "old_logs"),
        OfCleanup("daily-cleanup-tokens", TimerPeriod.Day, "expired_tokens"),
        OfCleanup("daily-cleanup-files", TimerPeriod.Day, "temp_files"),
    ];

    /// <summary>Clears away raw events that were rolled up long ago.</summary>
    public static BuiltInTimer WeeklyCleanup { get; } = OfCleanup("weekly-cleanup", TimerPeriod.Week, "old_data");

    /// <summary>Computes metrics for the hours that are out of date: the last one, and those that got late events.</summary>
    public static IReadOnlyList<BuiltInTimer> HourlyMetrics { get; } = [.. Enum.GetValues<MetricType>().Select(OfMetrics)];

    /// <summary>Computes the numbers that are asked for into the cache.</summary>
    public static BuiltInTimer CacheWarming { get; } = new()
    {
        Name = "cache-warming",
        Period = TimerPeriod.FiveMinutes,
        Scope = TimerScope.RequestedNumbers,
        Job = new JobDraft("cache-warming", "warm", """{"cacheKeys":"{{cacheKeys}}"}""", null),
    };

    /// <summary>Reports of the week before, for publishers with events in it.</summary>
    public static BuiltInTimer WeeklyReports { get; } = new()
    {
        Name = "weekly-reports",
        Period = TimerPeriod.Week,
        Scope = TimerScope.PublishersWithEvents,
        Job = new JobDraft("report-generation", "report", """{"publisherId":"{{publisherId}}","reportType":"weekly","date":"{{lastWeek}}"}""", null),
    };

    /// <summary>Reports of the month before, for publishers with events in it.</summary>
    public static BuiltInTimer MonthlyReports { get; } = new()
    {
        Name = "monthly-reports",
        Period = TimerPeriod.Month,
        Scope = TimerScope.PublishersWithEvents,
        Job = new JobDraft("report-generation", "report", """{"publisherId":"{{publisherId}}","reportType":"monthly","date":"{{lastMonth}}"}""", null),
    };

    /// <summary>The day before, of all publishers in one report.</summary>
    public static BuiltInTimer DailySummary { get; } = new()
    {
        Name = "daily-summary",
        Period = TimerPeriod.Day,
        Scope = TimerScope.Program,
        Job = new JobDraft("report-generation", "daily-summary", """{"date":"{{yesterday}}"}""", null),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BuiltInTimer> All { get; } =
    [
        DailyAggregation, JobCleanup, Statistics, HealthCheck, DatabaseOptimization, WeeklyCleanup, .. DailyCleanup, .. HourlyMetrics, CacheWarming,
        WeeklyReports, MonthlyReports, DailySummary,
    ];

    private static BuiltInTimer OfCleanup(string name, TimerPeriod period, string type) => new()
    {
        Name = name,
        Period = period,
        Scope = TimerScope.Program,
        Job = new JobDraft("cleanup", "cleanup", $$"""{"type":"{{type}}"}""", null),
    };

    private static BuiltInTimer OfMaintenance(string name, TimerPeriod period, string jobName) => new()
    {
        Name = name,
        Period = period,
        Scope = TimerScope.Program,
        Job = new JobDraft("maintenance", jobName, "{}", null),
    };

    private static BuiltInTimer OfMetrics(MetricType type) => new()
    {
        Name = $"hourly-{type.ToName()}",
        Period = TimerPeriod.Hour,
        Scope = TimerScope.PublishersWithOldMetrics,
        Metrics = type,
        Job = new JobDraft(
            "metrics-calculation",
            "calculate",
            $$$"""{"publisherId":"{{publisherId}}","metricType":"{{{type.ToName()}}}","period":"{{period}}"}""",
            null),
    };
}
