using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Recovery;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Lifecycle;

/// <summary>Warns of queues whose jobs wait for long: their limits are too low, or nobody admits them.</summary>
public sealed class QueueWatch(
    IJobRecovery recovery, IQueueStore queues, IJobIndex index, IOptions<QueueWatchOptions> options, TimeProvider time, ILogger<QueueWatch> logger)
{
    /// <summary>Looks once at every queue that is not paused and has jobs that wait.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var limit = options.Value.MaxWait;
        foreach (var queue in await recovery.ListQueuesWithWorkAsync(cancellation))
        {
            if (await index.FindWaitingSinceAsync(queue, cancellation) is { } since
                && time.GetUtcNow() - since is var waited && waited > limit
                && !(await queues.GetAsync(queue, cancellation)).IsPaused)
            {
                LifecycleLog.QueueWaits(logger, queue, waited, limit);
            }
        }
    }
}
