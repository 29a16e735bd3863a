namespace FunctionsJobs.Schedules.Timers;

/// <summary>
/// Where the expressions of timer functions come from: <c>extensions.functionsJobs.timers</c> of host.json holds the defaults, and an app setting
/// <c>AzureFunctionsJobHost__extensions__functionsJobs__timers__{name}</c> overrides one. Both hosts read it so. UTC, six fields.
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

    private const string Prefix = "%AzureFunctionsJobHost:extensions:functionsJobs:timers:";
}
