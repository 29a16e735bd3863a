using FunctionsJobs.Schedules.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Lifecycle;

/// <summary>Runs the reconciler every 30 seconds, and once when the host starts.</summary>
public sealed class ReconcileJobsTimer(JobReconciler reconciler)
{
    [Function("jobs-reconcile")]
    public Task RunAsync(
        [TimerTrigger(TimerSettings.JobReconciliation, RunOnStartup = true, UseMonitor = false)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        _ = timer;
        return reconciler.ReconcileAsync(client, cancellation);
    }
}
