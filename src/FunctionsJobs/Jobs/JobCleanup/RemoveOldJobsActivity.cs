using FunctionsJobs.JobStore.Retention;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.JobCleanup;

/// <summary>Removes jobs in small batches, each of which is finished for good: a repeat goes on where the one before was broken off.</summary>
public sealed class RemoveOldJobsActivity(JobRemover remover, JobExecution execution, ILogger<RemoveOldJobsActivity> logger)
{
    [Function(nameof(RemoveOldJobsActivity))]
    public async Task<JobCleanupResultContract> RunAsync([ActivityTrigger] JobCleanupPlanContract plan, [DurableClient] DurableTaskClient client)
    {
        var rules = JobRetentionRules.Default;
        if (plan.OlderThanDays is { } days)
        {
            var age = TimeSpan.FromDays(days);
            rules = rules with { Completed = age, Failed = age, Cancelled = age, CompletedPerQueue = int.MaxValue };
        }

        var count = await remover.RemoveExpiredAsync(client, rules, execution.Cancellation);
        JobCleanupLog.Removed(logger, count);
        return new JobCleanupResultContract { Removed = count };
    }
}
