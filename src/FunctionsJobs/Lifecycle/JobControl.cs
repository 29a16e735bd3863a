using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Lifecycle;

/// <summary>What people do to a job that is there: stop it, or run it again.</summary>
public sealed class JobControl(IJobStore jobs, QueuePump pump)
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
}
