using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.StatisticsUpdate;

/// <summary>Counts and measures every queue, for the job's result and for the log, from which monitors draw alerts.</summary>
public sealed class MeasureQueuesActivity(IJobIndex index, JobExecution execution, TimeProvider time, ILogger<MeasureQueuesActivity> logger)
{
    [Function(nameof(MeasureQueuesActivity))]
    public async Task<StatisticsUpdateResultContract> RunAsync([ActivityTrigger] StatisticsUpdatePlanContract plan)
    {
        var measured = await index.MeasureAsync(TenantScope.All, queue: null, TimeSpan.FromMinutes(plan.WindowMinutes), execution.Cancellation);
        foreach (var queue in measured)
        {
            StatisticsUpdateLog.Measured(
                logger, queue.Counts.Queue, queue.Counts[JobState.Queued], queue.Counts[JobState.Running] + queue.Counts[JobState.Cancelling], queue.Failed);
        }

        return new StatisticsUpdateResultContract
        {
            TakenAt = time.GetUtcNow(),
            WindowMinutes = plan.WindowMinutes,
            Queues = [.. measured.Select(Statistics)],
        };
    }

    private static QueueStatisticsContract Statistics(QueueMetrics queue) => new()
    {
        QueueName = queue.Counts.Queue,
        States = queue.Counts.States.Where(state => state.Value > 0).ToDictionary(state => state.Key.ToName(), state => state.Value, StringComparer.Ordinal),
        Completed = queue.Completed,
        Failed = queue.Failed,
        Cancelled = queue.Cancelled,
        DurationP50 = queue.P50?.TotalMilliseconds,
        DurationP95 = queue.P95?.TotalMilliseconds,
    };
}
