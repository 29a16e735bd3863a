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

    /// <summary>The same for children that were accepted together.</summary>
    public async Task FollowAsync(DurableTaskClient client, ChildrenSubmission children)
    {
        foreach (var job in children.Accepted)
        {
            if (await launcher.StartAcceptedAsync(client, job))
            {
                starts.Started(job);
            }
        }

        await teller.TellAsync(client, children.Signals, CancellationToken.None);
        foreach (var queue in children.Accepted.Where(job => job.State is JobState.Queued or JobState.Scheduled).Select(job => job.Queue)
            .Union(children.QueuesWaitingForTime, StringComparer.Ordinal))
        {
            await pump.EnsureAsync(client, queue);
        }
    }
}
