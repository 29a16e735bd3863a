using FunctionsJobs.JobStore;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Lifecycle;

/// <summary>Tells the job store that a job waits for its children. Answers <c>running</c> where all have ended, and <c>blocked</c> where it is to wait for the next attempt.</summary>
public sealed class AwaitChildrenActivity(IJobStore jobs, QueuePump pump)
{
    [Function(nameof(AwaitChildrenActivity))]
    public async Task<string> RunAsync(
        [ActivityTrigger] JobWaitRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var transition = await jobs.AwaitChildrenAsync(request.JobId, request.Attempt, cancellation);
        await pump.FollowAsync(client, transition, cancellation);
        return transition.State.ToName();
    }
}
