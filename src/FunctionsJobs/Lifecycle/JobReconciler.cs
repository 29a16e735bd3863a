using FunctionsJobs.JobStore;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// Compares jobs that have not ended with their orchestrations, and repairs what a crash, a terminate or a purge left half done:
/// an accepted job without an orchestration is started, one whose orchestration has ended is ended too.
/// </summary>
/// <remarks>Every repair is safe to repeat and safe beside a submitter or another reconciler that does the same.</remarks>
public sealed class JobReconciler(IJobStore jobs, JobLauncher launcher, TimeProvider time, ILogger<JobReconciler> logger)
{
    /// <summary>A job that was looked at is left alone for this long.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    private const int BatchSize = 200;

    /// <summary>Looks once at every job that is due to be looked at.</summary>
    /// <returns>How many were repaired.</returns>
    public async Task<int> ReconcileAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - Interval;
        var repaired = 0;
        while (true)
        {
            var batch = await jobs.TakeForReviewAsync(before, BatchSize, cancellation);
            foreach (var job in batch)
            {
                repaired += await TryReconcileAsync(client, job, cancellation) ? 1 : 0;
            }

            if (batch.Count < BatchSize)
            {
                return repaired;
            }
        }
    }

    private async Task<bool> TryReconcileAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellation)
    {
        try
        {
            return await ReconcileAsync(client, job, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // One job that cannot be repaired must not keep the others from it.
            LifecycleLog.ReconcileFailed(logger, e, job.Id);
            return false;
        }
    }

    private async Task<bool> ReconcileAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellation)
    {
        var instance = await client.GetInstanceAsync(job.Id, cancellation);
        if (instance is null)
        {
            await launcher.StartAsync(client, job, cancellation);
            LifecycleLog.StartRepaired(logger, job.Id, job.CreatedAt);
            return true;
        }

        var settled = instance.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Terminated => await jobs.StopAsync(
                job.Id, JobFault.Cancelled("terminated", "The orchestration of the job was terminated."), cancellation),
            OrchestrationRuntimeStatus.Failed => await jobs.FailAsync(job.Id, await ReasonAsync(client, job.Id, cancellation), cancellation),
            OrchestrationRuntimeStatus.Completed => await jobs.FailAsync(
                job.Id, JobFault.System("result_lost", "The orchestration of the job completed without telling its result."), cancellation),
            _ => new JobTransition(false, job.State),
        };
        if (settled.Applied)
        {
            LifecycleLog.Settled(logger, job.Id, job.State.ToName(), instance.RuntimeStatus.ToString(), settled.State.ToName());
        }

        return settled.Applied;
    }

    private static async Task<JobFault> ReasonAsync(DurableTaskClient client, string jobId, CancellationToken cancellation)
    {
        // Failure details come with inputs and outputs only.
        var instance = await client.GetInstanceAsync(jobId, getInputsAndOutputs: true, cancellation);
        return instance?.FailureDetails is { } details && details.TryGetJobFault(out var fault)
            ? fault
            : JobFault.System("orchestration_failed", "The orchestration of the job failed; the fault is in the log.");
    }
}
