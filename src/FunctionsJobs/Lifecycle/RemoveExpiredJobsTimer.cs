using FunctionsJobs.JobStore.Retention;
using FunctionsJobs.Schedules.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>Removes expired jobs every ten minutes, in small steps.</summary>
public sealed class RemoveExpiredJobsTimer(JobRemover remover, ILogger<RemoveExpiredJobsTimer> logger)
{
    [Function("jobs-remove-expired")]
    public async Task RunAsync(
        [TimerTrigger(TimerSettings.JobRetention, UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        _ = timer;
        var count = await remover.RemoveExpiredAsync(client, JobRetentionRules.Default, cancellation);
        if (count > 0)
        {
            LifecycleLog.ExpiredRemoved(logger, count);
        }
    }
}
