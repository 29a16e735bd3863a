using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.WeeklyGrowth;

/// <summary>Compares the weeks that are over when it starts with those before them.</summary>
public static class WeeklyGrowthOrchestrator
{
    [Function(nameof(WeeklyGrowthOrchestrator))]
    public static Task<GrowthReport> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobRun<WeeklyGrowthPlanContract> run)
    {
        var startedAt = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        return JobLifecycle.RunAsync(context, run, WeeklyGrowthJson.Default.GrowthReport, attempt => attempt.CallActivityAsync<GrowthReport>(
            nameof(ComputeGrowthActivity),
            new ComputeGrowthContract
            {
                JobId = run.JobId,
                PublisherId = run.Plan.PublisherId,
                Weeks = run.Plan.Weeks,
                StartedAt = startedAt,
                Lifetime = run.Plan.Lifetime,
            }));
    }
}
