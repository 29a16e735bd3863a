using FunctionsJobs.JobStore;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Lifecycle;

/// <summary>Does what follows when a job has been accepted. Whatever of it fails is logged and left to the reconciler: the job is accepted all the same.</summary>
public sealed class JobIntake(JobLauncher launcher, StartConfirmer starts, JobTeller teller, QueuePump pump)
{
    /// <summary>Starts the job's orchestration, tells others whom its acceptance concerns, and sees to it that time is watched where the job waits for it.</summary>
    public async Task FollowAsync(DurableTaskClient client, JobSubmission.Accepted accepted)
    {
        var job = accepted.Job;
        if (await launcher.StartAcceptedAsync(client, job))
        {
            starts.Started(job);
        }

        var others = accepted.Signals.Where(signal => signal.JobId != job.Id).ToArray();
        if (others.Length > 0)
        {
            await teller.TellAsync(client, others, CancellationToken.None);
        }

        if (job.State is JobState.Queued or JobState.Scheduled)
        {
            await pump.EnsureAsync(client, job.Queue);
        }
    }
}
