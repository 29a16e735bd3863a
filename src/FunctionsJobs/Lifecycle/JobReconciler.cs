using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Recovery;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// Repairs what a crash, a terminate or a purge left half done: signals that were not told are told, children of jobs that were cancelled or failed are
/// cancelled, dependents of ended jobs are settled, queues with room admit, and jobs are compared with their orchestrations: an accepted job without one is started, one whose orchestration has ended is ended too.
/// </summary>
/// <remarks>Every repair is safe to repeat and safe beside a submitter or another reconciler that does the same.</remarks>
public sealed class JobReconciler(
    IJobStore jobs, IJobRecovery recovery, JobLauncher launcher, JobTeller teller, QueuePump pump, TimeProvider time, ILogger<JobReconciler> logger)
{
    /// <summary>A signal that was not confirmed for this long is told again.</summary>
    public static readonly TimeSpan SignalAge = TimeSpan.FromSeconds(10);

    /// <summary>A job that was looked at is left alone for this long.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    private const int BatchSize = 200;

    /// <summary>Looks once at everything that is due to be looked at.</summary>
    /// <returns>How much was repaired.</returns>
    public async Task<int> ReconcileAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var repaired = await TellAsync(client, cancellation);
        repaired += await TellAllAsync(client, () => recovery.CancelChildrenAsync(BatchSize, cancellation), cancellation);
        repaired += await TellAllAsync(client, () => recovery.SettleDependentsAsync(BatchSize, cancellation), cancellation);
        repaired += await AdmitAsync(client, cancellation);
        return repaired + await CompareAsync(client, cancellation);
    }

    private async Task<int> TellAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - SignalAge;
        var repaired = 0;
        while (true)
        {
            var batch = await recovery.ListUnconfirmedAsync(before, BatchSize, cancellation);
            var told = await teller.TellAsync(client, batch, cancellation);
            repaired += told;

            // What could not be told stays first in line; the next run tries again.
            if (batch.Count < BatchSize || told < batch.Count)
            {
                return repaired;
            }
        }
    }

    private async Task<int> TellAllAsync(DurableTaskClient client, Func<Task<IReadOnlyList<JobSignal>>> repair, CancellationToken cancellation)
    {
        var repaired = 0;
        while (await repair() is { Count: > 0 } signals)
        {
            repaired += await teller.TellAsync(client, signals, cancellation);
        }

        return repaired;
    }

    private async Task<int> AdmitAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var repaired = 0;
        foreach (var queue in await recovery.ListQueuesWithWorkAsync(cancellation))
        {
            try
            {
                repaired += await pump.AdmitAsync(client, queue, cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                LifecycleLog.QueueNotReconciled(logger, e, queue);
            }
        }

        return repaired;
    }

    private async Task<int> CompareAsync(DurableTaskClient client, CancellationToken cancellation)
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
        if (instance is null || (instance.IsCompleted && await IsOfEarlierRunAsync(client, job, cancellation)))
        {
            var started = await launcher.TryStartAsync(client, job, cancellation);
            if (started)
            {
                LifecycleLog.StartRepaired(logger, job.Id, job.CreatedAt);
            }

            return started;
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
        await pump.FollowAsync(client, settled, cancellation);
        if (settled.Applied)
        {
            LifecycleLog.Settled(logger, job.Id, job.State.ToName(), instance.RuntimeStatus.ToString(), settled.State.ToName());
        }

        return settled.Applied;
    }

    private static async Task<bool> IsOfEarlierRunAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellation)
    {
        if (job.Run == 1)
        {
            return false;
        }

        var instance = await client.GetInstanceAsync(job.Id, getInputsAndOutputs: true, cancellation);
        return instance?.ReadInputAs<JobRunNumber>()?.AttemptsBefore != job.AttemptsBefore;
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
