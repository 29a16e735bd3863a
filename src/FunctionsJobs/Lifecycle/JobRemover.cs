using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Retention;
using FunctionsJobs.Notices;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>Removes ended jobs with all that belongs to them: first the row, then the histories, then the store's note of it.</summary>
/// <remarks>A crash between the steps leaves the note, which <see cref="FinishAsync"/> finds.</remarks>
public sealed class JobRemover(IJobRetention retention, TimeProvider time, ILogger<JobRemover> logger)
{
    /// <summary>A removal that was not confirmed for this long is taken up again.</summary>
    public static readonly TimeSpan UnfinishedAge = TimeSpan.FromMinutes(1);

    private const int BatchSize = 100;

    /// <summary>Removes one ended job.</summary>
    /// <returns>False where it is not there, or has not ended.</returns>
    public async Task<bool> RemoveAsync(DurableTaskClient client, string jobId, JobActor actor, CancellationToken cancellation)
    {
        if (await retention.RemoveAsync(jobId, actor, cancellation) is not { } removed)
        {
            return false;
        }

        await DeleteRestAsync(client, [removed], CancellationToken.None);
        return true;
    }

    /// <summary>Removes what the rules do not keep any longer, and finishes removals that were broken off.</summary>
    /// <returns>How many jobs were removed.</returns>
    public async Task<int> RemoveExpiredAsync(DurableTaskClient client, JobRetentionRules rules, CancellationToken cancellation)
    {
        await FinishAsync(client, cancellation);
        var count = await RepeatAsync(client, () => retention.RemoveExpiredAsync(rules, BatchSize, cancellation), cancellation);
        await retention.TrimAsync(rules, cancellation);
        return count;
    }

    /// <summary>Removes a queue's jobs that ended in a state before a time.</summary>
    /// <returns>How many.</returns>
    public Task<int> CleanAsync(
        DurableTaskClient client, TenantScope tenants, string queue, JobState state, DateTimeOffset endedBefore, JobActor actor, CancellationToken cancellation) =>
        RepeatAsync(client, () => retention.CleanAsync(tenants, queue, state, endedBefore, BatchSize, actor, cancellation), cancellation);

    private async Task FinishAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var unfinished = await retention.ListUnconfirmedAsync(time.GetUtcNow() - UnfinishedAge, BatchSize, cancellation);
        await DeleteRestAsync(client, unfinished, cancellation);
    }

    private async Task<int> RepeatAsync(DurableTaskClient client, Func<Task<IReadOnlyList<RemovedJob>>> remove, CancellationToken cancellation)
    {
        var count = 0;
        while (true)
        {
            var removed = await remove();
            await DeleteRestAsync(client, removed, cancellation);
            count += removed.Count;
            if (removed.Count < BatchSize)
            {
                return count;
            }
        }
    }

    private async Task DeleteRestAsync(DurableTaskClient client, IReadOnlyList<RemovedJob> removed, CancellationToken cancellation)
    {
        var done = new List<string>(removed.Count);
        foreach (var job in removed)
        {
            try
            {
                await DeleteHistoryAsync(client, job.Id, cancellation);
                done.Add(job.Id);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                LifecycleLog.RemovalUnfinished(logger, e, job.Id);
            }
        }

        if (done.Count > 0)
        {
            await retention.ConfirmAsync(done, cancellation);
        }
    }

    private static async Task DeleteHistoryAsync(DurableTaskClient client, string jobId, CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(jobId, cancellation) is { IsCompleted: false })
        {
            // Its job has ended, and nobody will tell it any more.
            await client.TerminateInstanceAsync(jobId, cancellation);
            await client.WaitForInstanceCompletionAsync(jobId, cancellation);
        }

        await client.PurgeInstanceAsync(jobId, cancellation);
        for (var run = 1; await client.GetInstanceAsync(JobNoticeOrchestrator.InstanceId(jobId, run), cancellation) is { IsCompleted: true } notice; run++)
        {
            await client.PurgeInstanceAsync(notice.InstanceId, cancellation);
        }
    }
}
