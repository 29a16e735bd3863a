using FunctionsJobs.JobStore;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Lifecycle;

/// <summary>Tells the job store that an attempt failed and another will follow. Answers the state the job is in then.</summary>
public sealed class FailAttemptActivity(IJobStore jobs)
{
    [Function(nameof(FailAttemptActivity))]
    public async Task<string> RunAsync([ActivityTrigger] JobFaultReport report, CancellationToken cancellation)
    {
        var nextAttemptAt = report.NextAttemptAt
            ?? throw new JobFaultException(JobFault.Data("next_attempt_missing", "A report of a failed attempt names the time of the next."));
        return (await jobs.FailAttemptAsync(report.JobId, report.Attempt, report.Fault, nextAttemptAt, cancellation)).State.ToName();
    }
}
