using FunctionsJobs.JobStore;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Lifecycle;

/// <summary>Tells the job store that the job failed for good. Answers the state the job is in then.</summary>
public sealed class FailJobActivity(IJobStore jobs, QueuePump pump)
{
    [Function(nameof(FailJobActivity))]
    public async Task<string> RunAsync(
        [ActivityTrigger] JobFaultReport report, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var transition = await jobs.FailAsync(report.JobId, report.Fault, cancellation);
        await pump.FollowAsync(client, transition, cancellation);
        return transition.State.ToName();
    }
}
