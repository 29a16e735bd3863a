using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Lifecycle;

/// <summary>Removes a job that somebody wants to be gone: one that waits is cancelled first.</summary>
public sealed class JobRemoval(IJobStore jobs, QueuePump pump, JobRemover remover)
{
    /// <summary>Removes the job.</summary>
    /// <returns>False where it is running or about to end: it may have been asked to stop, and nothing else was changed.</returns>
    public async Task<bool> RemoveAsync(DurableTaskClient client, JobRecord job, JobActor actor, CancellationToken cancellation)
    {
        if (job.State is JobState.Running or JobState.Cancelling)
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
}
