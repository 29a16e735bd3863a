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
}
