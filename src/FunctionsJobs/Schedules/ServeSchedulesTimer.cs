using FunctionsJobs.Schedules.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Schedules;

/// <summary>Looks for recurring jobs that are due, every few seconds, and once when the host starts.</summary>
public sealed class ServeSchedulesTimer(ScheduleTicker ticker, ILogger<ServeSchedulesTimer> logger)
{
    [Function("schedules-serve")]
    public async Task RunAsync(
        [TimerTrigger(TimerSettings.Schedules, RunOnStartup = true, UseMonitor = false)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        _ = timer;
        ScheduleLog.Ticked(logger, await ticker.TickAsync(client, cancellation));
    }
}
