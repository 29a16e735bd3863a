using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.PerformanceMetrics;

/// <summary>Adds a range of days up and compares it with the days before it.</summary>
public static class PerformanceMetricsOrchestrator
{
    [Function(nameof(PerformanceMetricsOrchestrator))]
    public static Task<PerformanceReport> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobRun<PerformanceMetricsPlanContract> run)
    {
        var startedAt = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        return JobLifecycle.RunAsync(context, run, PerformanceMetricsJson.Default.PerformanceReport, attempt => attempt.CallActivityAsync<PerformanceReport>(
            nameof(ComputePerformanceActivity),
            new ComputePerformanceContract
            {
                JobId = run.JobId,
                PublisherId = run.Plan.PublisherId,
                From = run.Plan.From,
                To = run.Plan.To,
                StartedAt = startedAt,
                Lifetime = run.Plan.Lifetime,
            }));
    }
}
