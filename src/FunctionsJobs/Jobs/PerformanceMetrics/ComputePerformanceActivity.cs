using FunctionsJobs.Cache.Entries;
using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.PerformanceMetrics;

/// <summary>Computes the performance and keeps it for the dashboard. A repeat finds it there.</summary>
public sealed class ComputePerformanceActivity(CachedNumbers numbers, IJobStore jobs, JobExecution execution, ILogger<ComputePerformanceActivity> logger)
{
    [Function(nameof(ComputePerformanceActivity))]
    public async Task<PerformanceReport> RunAsync([ActivityTrigger] ComputePerformanceContract step)
    {
        var report = await numbers.PerformanceAsync(
            step.PublisherId, step.From, step.To, new CacheTerms(step.Lifetime, step.StartedAt), execution.Cancellation);
        await jobs.ReportStepAsync(step.JobId, "performance", 1, $"Performance from {step.From:yyyy-MM-dd} to {step.To:yyyy-MM-dd}", execution.Cancellation);
        PerformanceMetricsLog.PerformanceComputed(logger, step.JobId, step.From, step.To);
        return report;
    }
}
