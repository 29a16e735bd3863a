using FunctionsJobs.JobStore;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Lifecycle;

/// <summary>Tells the job store that the work is done. Answers the state the job is in then.</summary>
public sealed class SucceedJobActivity(IJobStore jobs, QueuePump pump)
{
    [Function(nameof(SucceedJobActivity))]
    public async Task<string> RunAsync(
        [ActivityTrigger] JobSuccessReport report, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var transition = await jobs.SucceedAsync(report.JobId, report.Result.GetRawText(), cancellation);
        await pump.FollowAsync(client, transition, cancellation);
        return transition.State.ToName();
    }
}
