using FunctionsJobs.JobStore;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Lifecycle;

/// <summary>Tells the job store that a back-off is over, which begins the next attempt where there is room. Answers the state the job is in then.</summary>
public sealed class ResumeJobActivity(IJobStore jobs, QueuePump pump)
{
    [Function(nameof(ResumeJobActivity))]
    public async Task<string> RunAsync(
        [ActivityTrigger] JobResumeRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var transition = await jobs.ResumeAsync(request.JobId, request.FailedAttempt, cancellation);
        await pump.FollowAsync(client, transition, cancellation);
        return transition.State.ToName();
    }
}
