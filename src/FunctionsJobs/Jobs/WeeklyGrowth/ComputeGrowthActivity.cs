using FunctionsJobs.Cache.Entries;
using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.WeeklyGrowth;

/// <summary>Computes the growth and keeps it for the dashboard. A repeat finds it there.</summary>
public sealed class ComputeGrowthActivity(CachedNumbers numbers, IJobStore jobs, JobExecution execution, ILogger<ComputeGrowthActivity> logger)
{
    [Function(nameof(ComputeGrowthActivity))]
    public async Task<GrowthReport> RunAsync([ActivityTrigger] ComputeGrowthContract step)
    {
        var report = await numbers.GrowthAsync(
            step.PublisherId, step.Weeks, step.StartedAt, new CacheTerms(step.Lifetime, step.StartedAt), execution.Cancellation);
        await jobs.ReportStepAsync(step.JobId, "growth", 1, $"Growth of {step.Weeks} weeks", execution.Cancellation);
        WeeklyGrowthLog.GrowthComputed(logger, step.JobId, step.Weeks);
        return report;
    }
}
