using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Schedules.Timers;

/// <summary>The functions of the built-in timers.</summary>
public sealed class BuiltInTimerFunctions(BuiltInTimerRunner runner)
{
    /// <summary><see cref="BuiltInTimers.DailyAggregation"/>.</summary>
    [Function("timers-daily-aggregation")]
    public Task DailyAggregationAsync(
        [TimerTrigger(TimerSettings.DailyAggregation)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        return runner.RunAsync(BuiltInTimers.DailyAggregation, client, cancellation);
    }

    /// <summary><see cref="BuiltInTimers.JobCleanup"/>.</summary>
    [Function("timers-job-cleanup")]
    public Task JobCleanupAsync(
        [TimerTrigger(TimerSettings.JobCleanup)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        return runner.RunAsync(BuiltInTimers.JobCleanup, client, cancellation);
    }

    /// <summary><see cref="BuiltInTimers.Statistics"/>.</summary>
    [Function("timers-statistics")]
    public Task StatisticsAsync(
        [TimerTrigger(TimerSettings.Statistics)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        return runner.RunAsync(BuiltInTimers.Statistics, client, cancellation);
    }

    /// <summary><see cref="BuiltInTimers.HealthCheck"/>.</summary>
    [Function("timers-health-check")]
    public Task HealthCheckAsync(
        [TimerTrigger(TimerSettings.HealthCheck)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        return runner.RunAsync(BuiltInTimers.HealthCheck, client, cancellation);
    }

    /// <summary><see cref="BuiltInTimers.DatabaseOptimization"/>.</summary>
    [Function("timers-database-optimization")]
    public Task DatabaseOptimizationAsync(
        [TimerTrigger(TimerSettings.DatabaseOptimization)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        return runner.RunAsync(BuiltInTimers.DatabaseOptimization, client, cancellation);
    }

    /// <summary><see cref="BuiltInTimers.DailyCleanup"/>.</summary>
    [Function("timers-daily-cleanup")]
    public async Task DailyCleanupAsync(
        [TimerTrigger(TimerSettings.DailyCleanup)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        foreach (var cleanup in BuiltInTimers.DailyCleanup)
        {
            await runner.RunAsync(cleanup, client, cancellation);
        }
    }

    /// <summary><see cref="BuiltInTimers.WeeklyCleanup"/>.</summary>
    [Function("timers-weekly-cleanup")]
    public Task WeeklyCleanupAsync(
        [TimerTrigger(TimerSettings.WeeklyCleanup)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        return runner.RunAsync(BuiltInTimers.WeeklyCleanup, client, cancellation);
    }

    /// <summary><see cref="BuiltInTimers.HourlyMetrics"/>.</summary>
    [Function("timers-hourly-metrics")]
    public async Task HourlyMetricsAsync(
        [TimerTrigger(TimerSettings.HourlyMetrics)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        foreach (var metrics in BuiltInTimers.HourlyMetrics)
        {
            await runner.RunAsync(metrics, client, cancellation);
        }
    }

    /// <summary><see cref="BuiltInTimers.CacheWarming"/>.</summary>
    [Function("timers-cache-warming")]
    public Task CacheWarmingAsync(
        [TimerTrigger(TimerSettings.CacheWarming)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        return runner.RunAsync(BuiltInTimers.CacheWarming, client, cancellation);
    }

    /// <summary><see cref="BuiltInTimers.WeeklyReports"/>.</summary>
    [Function("timers-weekly-reports")]
    public Task WeeklyReportsAsync(
        [TimerTrigger(TimerSettings.WeeklyReports)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        return runner.RunAsync(BuiltInTimers.WeeklyReports, client, cancellation);
    }

    /// <summary><see cref="BuiltInTimers.MonthlyReports"/>.</summary>
    [Function("timers-monthly-reports")]
    public Task MonthlyReportsAsync(
        [TimerTrigger(TimerSettings.MonthlyReports)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        return runner.RunAsync(BuiltInTimers.MonthlyReports, client, cancellation);
    }

    /// <summary><see cref="BuiltInTimers.DailySummary"/>.</summary>
    [Function("timers-daily-summary")]
    public Task DailySummaryAsync(
        [TimerTrigger(TimerSettings.DailySummary)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        return runner.RunAsync(BuiltInTimers.DailySummary, client, cancellation);
    }
}
