using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Retention;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Retention in SQL, for every database that has an <see cref="IJobDatabase"/>.</summary>
public sealed class SqlJobRetention : IJobRetention
{
    /// <summary>Most jobs that one transaction takes away.</summary>
    private const int BatchSize = 100;

    /// <summary>How long ends are counted: longer than any window that metrics are asked for.</summary>
    private static readonly TimeSpan EndsKept = TimeSpan.FromHours(25);

    private readonly JobStoreContext _store;

    /// <summary>Uses a database that <see cref="SqlJobStore"/> has opened.</summary>
    public SqlJobRetention(IJobDatabase database, TimeProvider time, QueueCatalogue queues) =>
        _store = new JobStoreContext(database, queues, time);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RemovedJob>> RemoveExpiredAsync(JobRetentionRules rules, int limit, CancellationToken cancellation)
    {
        var removed = new List<RemovedJob>();
        foreach (var (queue, state) in await _store.Database.ReadAsync(ListQueuesAsync, cancellation))
        {
            await RemoveAsync(removed, limit, queue, state, null, (work, size) => ListExpiredAsync(work, rules, queue, state, size), cancellation);
        }

        return removed;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RemovedJob>> CleanAsync(
        TenantScope tenants, string queue, JobState state, DateTimeOffset endedBefore, int limit, JobActor actor, CancellationToken cancellation)
    {
        if (!state.IsTerminal())
        {
            throw new ArgumentException($"Jobs do not end as {state.ToName()}.", nameof(state));
        }

        var removed = new List<RemovedJob>();
        await RemoveAsync(
            removed,
            limit,
            queue,
            state,
            actor,
            (work, size) => tenants.Tenant is { } tenant
                ? JobRemovalSql.ListEndedAsync(work.Session, tenant, queue, state, endedBefore, size)
                : JobRemovalSql.ListEndedAsync(work.Session, queue, state, endedBefore, size),
            cancellation);
        return removed;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RemovedJob>> RemoveChildrenAsync(string parentId, int limit, CancellationToken cancellation) =>
        _store.WriteAsync<IReadOnlyList<RemovedJob>>(
            async work =>
            {
                if (await JobRowSql.FindQueueAsync(work.Session, parentId) is not { } queue)
                {
                    return [];
                }

                // Looked at once for the queues to lock, and once under their locks: another process may remove the same ones.
                var size = Math.Min(limit, BatchSize);
                await work.LockAsync([queue, .. (await JobRemovalSql.ListChildrenAsync(work.Session, parentId, size)).Select(child => child.Queue)]);
                if (await JobRemovalSql.FindEndedAsync(work.Session, parentId) is null)
                {
                    return [];
                }

                var children = (await JobRemovalSql.ListChildrenAsync(work.Session, parentId, size))
                    .Where(child => work.FindLocked(child.Queue) is not null).ToList();
                foreach (var child in children)
                {
                    await JobRemovalSql.RemoveAsync(work, work.FindLocked(child.Queue)!, JobStateNames.Parse(child.State), [child]);
                }

                return [.. children.Select(child => child.ToJob())];
            },
            cancellation);

    /// <inheritdoc/>
    public Task<RemovedJob?> RemoveAsync(string jobId, JobActor actor, CancellationToken cancellation) =>
        _store.WriteAsync(
            async work =>
            {
                if (await JobRowSql.FindQueueAsync(work.Session, jobId) is not { } queue)
                {
                    return null;
                }

                await work.LockAsync([queue]);
                if (await JobRemovalSql.FindEndedAsync(work.Session, jobId) is not { HasChildren: 0 } row)
                {
                    return null;
                }

                var job = await work.GetJobAsync(jobId);
                await JobRemovalSql.RemoveAsync(work, work.FindLocked(queue)!, job.State, [row]);
                await work.AuditAsync(actor, JobActionNames.Remove, null, job, job.State.ToName());
                return row.ToJob();
            },
            cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RemovedJob>> ListUnconfirmedAsync(DateTimeOffset removedBefore, int limit, CancellationToken cancellation) =>
        _store.Database.ReadAsync<IReadOnlyList<RemovedJob>>(
            async session => [.. (await JobRemovalSql.ListAsync(session, removedBefore, limit)).Select(row => row.ToJob())], cancellation);

    /// <inheritdoc/>
    public Task ConfirmAsync(IReadOnlyCollection<string> jobIds, CancellationToken cancellation) =>
        _store.Database.WriteAsync(
            async session =>
            {
                foreach (var jobId in jobIds)
                {
                    await JobRemovalSql.ConfirmAsync(session, jobId);
                }

                return true;
            },
            cancellation);

    /// <inheritdoc/>
    public Task<long> CountExpiredKeysAsync(DateTimeOffset before, CancellationToken cancellation) =>
        _store.Database.ReadAsync(session => JobUniqueSql.CountBeforeAsync(session, KeysBefore(before)), cancellation);

    /// <inheritdoc/>
    public Task<int> RemoveExpiredKeysAsync(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        _store.Database.WriteAsync(session => JobUniqueSql.RemoveBeforeAsync(session, KeysBefore(before), limit), cancellation);

    /// <inheritdoc/>
    public Task<int> TrimAsync(JobRetentionRules rules, CancellationToken cancellation) =>
        _store.Database.WriteAsync(
            async session =>
            {
                var now = _store.Time.GetUtcNow();
                return await JobEndSql.RemoveBeforeAsync(session, (now - EndsKept).ToUnixTimeMilliseconds())
                    + await JobAuditSql.RemoveBeforeAsync(session, (now - rules.Audit).ToUnixTimeMilliseconds());
            },
            cancellation);

    private long KeysBefore(DateTimeOffset before)
    {
        var expired = _store.Time.GetUtcNow() - IJobRetention.UniqueWindow;
        return (before < expired ? before : expired).ToUnixTimeMilliseconds();
    }

    /// <summary>Takes away what is listed, batch by batch; of jobs with children, these first.</summary>
    private async Task RemoveAsync(
        List<RemovedJob> removed,
        int limit,
        string queue,
        JobState state,
        JobActor? actor,
        Func<JobWork, int, Task<IReadOnlyList<RemovedJobRow>>> list,
        CancellationToken cancellation)
    {
        int before;
        do
        {
            before = removed.Count;
            var size = Math.Min(BatchSize, limit - removed.Count);
            var batch = size == 0 ? [] : await _store.WriteAsync(work => RemoveAsync(work, queue, state, actor, list, size), cancellation);
            removed.AddRange(batch.Where(row => row.HasChildren == 0).Select(row => row.ToJob()));
            foreach (var parent in batch.Where(row => row.HasChildren == 1).TakeWhile(_ => removed.Count < limit))
            {
                removed.AddRange(await RemoveChildrenAsync(parent.Id, limit - removed.Count, cancellation));
            }
        }
        while (removed.Count > before);
    }

    private static async Task<IReadOnlyList<RemovedJobRow>> RemoveAsync(
        JobWork work, string queue, JobState state, JobActor? actor, Func<JobWork, int, Task<IReadOnlyList<RemovedJobRow>>> list, int size)
    {
        await work.LockAsync([queue]);
        var rows = await list(work, size);
        var whole = rows.Where(row => row.HasChildren == 0).ToList();
        await JobRemovalSql.RemoveAsync(work, work.FindLocked(queue)!, state, whole);
        if (actor is not null && whole.Count > 0)
        {
            await work.AuditAsync(actor, JobActionNames.Clean, queue, null, $"{whole.Count} {state.ToName()}");
        }

        return rows;
    }

    private static async Task<IReadOnlyList<RemovedJobRow>> ListExpiredAsync(
        JobWork work, JobRetentionRules rules, string queue, JobState state, int size)
    {
        var kept = state switch
        {
            JobState.Completed => rules.Completed,
            JobState.Failed => rules.Failed,
            _ => rules.Cancelled,
        };
        var rows = await JobRemovalSql.ListEndedAsync(work.Session, queue, state, work.Now - kept, size);
        if (rows.Count > 0 || state != JobState.Completed || await QueueSql.CountAsync(work.Session, queue, state) <= rules.CompletedPerQueue)
        {
            return rows;
        }

        // Children that their parents keep do not push others out.
        var excess = await JobRemovalSql.CountEndedAsync(work.Session, queue, state) - rules.CompletedPerQueue;
        return excess <= 0 ? [] : await JobRemovalSql.ListEndedAsync(work.Session, queue, state, DateTimeOffset.MaxValue, (int)Math.Min(size, excess));
    }

    private static async Task<IReadOnlyList<(string Queue, JobState State)>> ListQueuesAsync(JobStoreSession session)
    {
        var rows = await session.ListAsync<JobCountRow>(
            """
            SELECT queue AS Queue, state AS State, jobs AS Jobs FROM job_counts
            WHERE scope = '' AND state IN ('completed', 'failed', 'cancelled') AND jobs > 0 ORDER BY queue, state
            """,
            new { });
        return [.. rows.Select(row => (row.Queue, JobStateNames.Parse(row.State)))];
    }
}
