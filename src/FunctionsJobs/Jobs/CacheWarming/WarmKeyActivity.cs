using FunctionsJobs.Cache;
using FunctionsJobs.Cache.Entries;
using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CacheWarming;

/// <summary>Computes the numbers of one name into the cache, unless another job has done so meanwhile.</summary>
public sealed class WarmKeyActivity(
    DashboardQueries queries, ResultCache cache, IJobStore jobs, JobExecution execution, ILogger<WarmKeyActivity> logger)
{
    [Function(nameof(WarmKeyActivity))]
    public async Task<WarmedKeyContract> RunAsync([ActivityTrigger] WarmKeyContract part)
    {
        if (!queries.TryFind(part.CacheKey, out var query))
        {
            throw new JobFaultException(JobFault.Data("cache_key_unknown", $"There are no numbers of the name '{part.CacheKey}'."));
        }

        var computedAt = await query.RefreshAsync(cache, part.PublisherId, new CacheTerms(part.Lifetime, part.StartedAt), execution.Cancellation);
        await jobs.ReportStepAsync(part.JobId, part.CacheKey, part.TotalSteps, part.CacheKey, execution.Cancellation);
        CacheWarmingLog.KeyWarmed(logger, part.JobId, part.CacheKey);
        return new WarmedKeyContract { CacheKey = part.CacheKey, ComputedAt = computedAt };
    }
}
