using FunctionsJobs.JobStore;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Lifecycle;

/// <summary>Tells the job store that the job failed for good. Answers the state the job is in then.</summary>
public sealed class FailJobActivity(IJobStore jobs)
{
    [Function(nameof(FailJobActivity))]
    public async Task<string> RunAsync([ActivityTrigger] JobFaultReport report, CancellationToken cancellation) =>
        (await jobs.FailAsync(report.JobId, report.Fault, cancellation)).State.ToName();
}
