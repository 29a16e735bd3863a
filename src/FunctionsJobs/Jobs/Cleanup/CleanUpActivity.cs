using FunctionsJobs.Cleanup;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.Cleanup;

/// <summary>Takes one step of a clean-up. A repeat goes on with what is left.</summary>
public sealed class CleanUpActivity(IEnumerable<ICleanup> cleanups, IJobStore jobs, JobExecution execution, ILogger<CleanUpActivity> logger)
{
    [Function(nameof(CleanUpActivity))]
    public async Task<CleanupDoneContract> RunAsync([ActivityTrigger] CleanupPartContract part)
    {
        var plan = part.Plan;
        var cleanup = cleanups.SingleOrDefault(cleanup => cleanup.Type == plan.Type)
            ?? throw new JobFaultException(JobFault.Data("type_unknown", $"There is no clean-up '{plan.Type}'."));
        var step = await cleanup.RunAsync(new CleanupRequest(plan.Before, plan.DryRun, plan.BatchSize, part.Cursor), execution.Cancellation);
        var message = $"{part.Done + step.Count} {(plan.DryRun ? "counted" : "removed")}";
        await jobs.ReportProgressAsync(part.JobId, execution.Attempt, new JobProgress(0, 0, message), execution.Cancellation);
        CleanupLog.StepDone(logger, part.JobId, step.Count, plan.Type, plan.DryRun);
        return new CleanupDoneContract { Count = step.Count, Skipped = step.Skipped, Cursor = step.Cursor };
    }
}
