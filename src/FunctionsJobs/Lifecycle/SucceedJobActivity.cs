using FunctionsJobs.JobStore;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Lifecycle;

/// <summary>Tells the job store that the work is done. Answers the state the job is in then.</summary>
public sealed class SucceedJobActivity(IJobStore jobs)
{
    [Function(nameof(SucceedJobActivity))]
    public async Task<string> RunAsync([ActivityTrigger] JobSuccessReport report, CancellationToken cancellation) =>
        (await jobs.SucceedAsync(report.JobId, report.Result.GetRawText(), cancellation)).State.ToName();
}
