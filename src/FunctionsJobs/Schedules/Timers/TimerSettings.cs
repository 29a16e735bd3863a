namespace FunctionsJobs.Schedules.Timers;

/// <summary>
/// The settings that hold the expressions of timer functions, <c>Timer_{name}</c>; six fields, UTC. Their names have neither a colon nor two underscores:
/// Azure's scale controller, which wakes a sleeping program, looks them up letter for letter, and the host knows only the other spelling of each.
/// </summary>
internal static class TimerSettings
{
    /// <summary>How often is looked for recurring jobs that are due.</summary>
    public const string Schedules = Prefix + "schedules%";

    /// <summary>How often half-done jobs are looked for.</summary>
    public const string JobReconciliation = Prefix + "jobReconciliation%";

    /// <summary>How often expired jobs are removed.</summary>
    public const string JobRetention = Prefix + "jobRetention%";

    /// <summary>When the day before is rolled up.</summary>
    public const string DailyAggregation = Prefix + "dailyAggregation%";

    /// <summary>When jobs that are not kept any longer are removed, by a job that shows how many.</summary>
    public const string JobCleanup = Prefix + "jobCleanup%";

    /// <summary>When the queues are counted and measured.</summary>
    public const string Statistics = Prefix + "statistics%";

    /// <summary>How often the program's parts are asked whether they can be used.</summary>
    public const string HealthCheck = Prefix + "healthCheck%";

    /// <summary>When the databases' statistics are brought up to date.</summary>
    public const string DatabaseOptimization = Prefix + "databaseOptimization%";

    /// <summary>When expired keys, parts of files and old log lines are cleared away.</summary>
    public const string DailyCleanup = Prefix + "dailyCleanup%";

    /// <summary>When raw events that were rolled up long ago are.</summary>
    public const string WeeklyCleanup = Prefix + "weeklyCleanup%";

    /// <summary>When metrics are computed for the hours that are out of date.</summary>
    public const string HourlyMetrics = Prefix + "hourlyMetrics%";

    /// <summary>How often the numbers that are asked for are computed into the cache.</summary>
    public const string CacheWarming = Prefix + "cacheWarming%";

    /// <summary>When reports of the week before are made.</summary>
    public const string WeeklyReports = Prefix + "weeklyReports%";

    /// <summary>When reports of the month before are made.</summary>
    public const string MonthlyReports = Prefix + "monthlyReports%";

    /// <summary>When the day before is summed up for administrators.</summary>
    public const string DailySummary = Prefix + "dailySummary%";

    /// <summary>How the names of the settings begin; what follows is the timer's name in <c>extensions.functionsJobs.timers</c> of host.json.</summary>
    public const string NamePrefix = "Timer_";

    private const string Prefix = "%" + NamePrefix;
}
