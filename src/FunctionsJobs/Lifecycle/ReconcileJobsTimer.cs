using FunctionsJobs.Schedules.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Lifecycle;

/// <summary>Runs the reconciler every 30 seconds, and once when the host starts; what waits for long even so is warned of.</summary>
public sealed class ReconcileJobsTimer(JobReconciler reconciler, QueueWatch watch)
{
    [Function("jobs-reconcile")]
    public async Task RunAsync(
        [TimerTrigger(TimerSettings.JobReconciliation, RunOnStartup = true, UseMonitor = false)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        _ = timer;
        await reconciler.ReconcileAsync(client, cancellation);
        await watch.LookAsync(cancellation);
    }
}
