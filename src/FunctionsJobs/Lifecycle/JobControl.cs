using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Lifecycle;

/// <summary>What people do to a job that is there: stop it, run it again, or remove it.</summary>
public sealed class JobControl(IJobStore jobs, QueuePump pump, JobRemover remover)
{
    /// <summary>Asks for the job to be cancelled: one that waits ends at once, one that runs when its activities have stopped.</summary>
    public async Task<JobTransition> CancelAsync(DurableTaskClient client, string jobId, JobActor actor, CancellationToken cancellation)
    {
        var transition = await jobs.CancelAsync(jobId, JobFault.Cancelled("job_cancelled", "The job was cancelled."), actor, cancellation);
        await pump.FollowAsync(client, transition, CancellationToken.None);
        return transition;
    }

    /// <summary>Runs a failed or cancelled job again, under its id, with attempts anew.</summary>
    public async Task<JobTransition> RetryAsync(DurableTaskClient client, string jobId, JobActor actor, CancellationToken cancellation)
    {
        var transition = await jobs.RetryAsync(jobId, actor, cancellation);
        await pump.FollowAsync(client, transition, CancellationToken.None);
        return transition;
    }

    /// <summary>Removes the job with all that belongs to it, its children too. One that waits is cancelled first.</summary>
    /// <returns>
    /// False where it, or a child of it, is running or about to end: it may have been asked to stop, and nothing else was changed. False also for a child
    /// whose parent has not ended.
    /// </returns>
    public async Task<bool> RemoveAsync(DurableTaskClient client, JobRecord job, JobActor actor, CancellationToken cancellation)
    {
        if (job.State is JobState.Running or JobState.Cancelling || await IsKeptByParentAsync(job, cancellation))
        {
            return false;
        }

        if (!job.State.IsTerminal())
        {
            var cancelled = await jobs.CancelAsync(job.Id, JobFault.Cancelled("removed", "The job was removed."), actor, cancellation);
            await pump.FollowAsync(client, cancelled, CancellationToken.None);
            if (!cancelled.State.IsTerminal())
            {
                return false;
            }
        }

        return await remover.RemoveAsync(client, job.Id, actor, cancellation);
    }

    private async Task<bool> IsKeptByParentAsync(JobRecord job, CancellationToken cancellation) =>
        job.ParentId is { } parentId && (await jobs.ReadStandingsAsync([parentId], cancellation)) is [{ } parent] && !parent.State.IsTerminal();
}
