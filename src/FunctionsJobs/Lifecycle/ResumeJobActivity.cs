using FunctionsJobs.JobStore;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Lifecycle;

/// <summary>Tells the job store that a back-off is over, which begins the next attempt. Answers the state the job is in then.</summary>
public sealed class ResumeJobActivity(IJobStore jobs)
{
    [Function(nameof(ResumeJobActivity))]
    public async Task<string> RunAsync([ActivityTrigger] JobResumeRequest request, CancellationToken cancellation) =>
        (await jobs.ResumeAsync(request.JobId, request.FailedAttempt, cancellation)).State.ToName();
}
