using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Retention;
using FunctionsJobs.Mail.Delivery;
using FunctionsJobs.Notices;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>Removes ended jobs with all that belongs to them: first the row, then the histories, what they left elsewhere and what is known of its mails, then
/// the store's note of it.</summary>
/// <remarks>A crash between the steps leaves the note, which <see cref="FinishAsync"/> finds.</remarks>
public sealed class JobRemover(
    IJobRetention retention, IMailLedger mails, IEnumerable<IJobArtifacts> artifacts, TimeProvider time, ILogger<JobRemover> logger)
{
    /// <summary>A removal that was not confirmed for this long is taken up again.</summary>
    public static readonly TimeSpan UnfinishedAge = TimeSpan.FromMinutes(1);

    /// <summary>Longest wait for an orchestration that was told to end; after that its removal is left to <see cref="FinishAsync"/>.</summary>
    public static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    private const int BatchSize = 100;

    /// <summary>Removes one ended job, with its children.</summary>
    /// <returns>False where it is not there, it has not ended, one of its children has not, or its parent has not.</returns>
    public async Task<bool> RemoveAsync(DurableTaskClient client, string jobId, JobActor actor, CancellationToken cancellation)
    {
        while (await retention.RemoveChildrenAsync(jobId, BatchSize, cancellation) is { Count: > 0 } children)
        {
            await DeleteRestAsync(client, children, CancellationToken.None);
        }

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
                await DeleteHistoriesAsync(client, job.Id, cancellation);
                foreach (var kind in artifacts)
                {
                    await kind.DeleteAsync(job, cancellation);
                }

                done.Add(job.Id);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                LifecycleLog.RemovalUnfinished(logger, e, job.Id);
            }
        }

        if (done.Count > 0)
        {
            await mails.ForgetAsync(done, cancellation);
            await retention.ConfirmAsync(done, cancellation);
        }
    }

    private async Task DeleteHistoriesAsync(DurableTaskClient client, string jobId, CancellationToken cancellation)
    {
        var notices = new OrchestrationQuery { InstanceIdPrefix = JobNoticeOrchestrator.InstanceIdPrefix(jobId) };
        await foreach (var notice in client.GetAllInstancesAsync(notices).WithCancellation(cancellation))
        {
            if (JobNoticeOrchestrator.IsOf(jobId, notice.InstanceId))
            {
                await DeleteHistoryAsync(client, notice, cancellation);
            }
        }

        if (await client.GetInstanceAsync(jobId, cancellation) is { } instance)
        {
            await DeleteHistoryAsync(client, instance, cancellation);
        }
    }

    private async Task DeleteHistoryAsync(DurableTaskClient client, OrchestrationMetadata instance, CancellationToken cancellation)
    {
        if (!instance.IsCompleted)
        {
            // Its job has ended, and nobody will tell it any more.
            await client.TerminateInstanceAsync(instance.InstanceId, cancellation);
            using var limit = new CancellationTokenSource(EndLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            await client.WaitForInstanceCompletionAsync(instance.InstanceId, either.Token);
        }

        await client.PurgeInstanceAsync(instance.InstanceId, cancellation);
    }
}
