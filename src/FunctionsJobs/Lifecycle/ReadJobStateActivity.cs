using FunctionsJobs.JobStore;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Lifecycle;

/// <summary>Reads the state a job is in, for an orchestration that was told that it may have changed.</summary>
public sealed class ReadJobStateActivity(IJobStore jobs)
{
    /// <summary>Answers the state's name.</summary>
    [Function(nameof(ReadJobStateActivity))]
    public async Task<string> RunAsync([ActivityTrigger] string jobId, CancellationToken cancellation) =>
        (await jobs.FindAsync(jobId, cancellation)
            ?? throw new JobFaultException(JobFault.Cancelled("job_removed", "The job store does not have the job any more."))).State.ToName();
}
