using FunctionsJobs.JobStore;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Lifecycle;

/// <summary>Tells the job store that an attempt failed and another will follow. Answers the state the job is in then.</summary>
public sealed class FailAttemptActivity(IJobStore jobs, QueuePump pump)
{
    [Function(nameof(FailAttemptActivity))]
    public async Task<string> RunAsync(
        [ActivityTrigger] JobFaultReport report, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var nextAttemptAt = report.NextAttemptAt
            ?? throw new JobFaultException(JobFault.Data("next_attempt_missing", "A report of a failed attempt names the time of the next."));
        var transition = await jobs.FailAttemptAsync(report.JobId, report.Attempt, report.Fault, nextAttemptAt, cancellation);
        await pump.FollowAsync(client, transition, cancellation);
        return transition.State.ToName();
    }
}
