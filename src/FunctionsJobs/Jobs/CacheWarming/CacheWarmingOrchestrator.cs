using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.CacheWarming;

/// <summary>Computes named numbers into the cache, some at once.</summary>
public static class CacheWarmingOrchestrator
{
    [Function(nameof(CacheWarmingOrchestrator))]
    public static Task<CacheWarmingResultContract> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobRun<CacheWarmingPlanContract> run)
    {
        var startedAt = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        var plan = run.Plan;
        var keys = new JobParts<WarmedKeyContract>(plan.CacheKeys.Count);
        return JobLifecycle.RunAsync(context, run, CacheWarmingJson.Default.CacheWarmingResultContract, async attempt => new CacheWarmingResultContract
        {
            PublisherId = plan.PublisherId,
            Warmed = await keys.RunAsync(plan.Parallelism, index => attempt.CallActivityAsync<WarmedKeyContract>(
                nameof(WarmKeyActivity),
                new WarmKeyContract
                {
                    JobId = run.JobId,
                    PublisherId = plan.PublisherId,
                    CacheKey = plan.CacheKeys[index],
                    TotalSteps = plan.CacheKeys.Count,
                    StartedAt = startedAt,
                    Lifetime = plan.Lifetime,
                })),
        });
    }
}
