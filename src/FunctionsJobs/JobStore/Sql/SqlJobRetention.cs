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
            IReadOnlyList<RemovedJobRow> batch;
            do
            {
                var size = Math.Min(BatchSize, limit - removed.Count);
                batch = size == 0 ? [] : await _store.WriteAsync(work => RemoveExpiredAsync(work, rules, queue, state, size), cancellation);
                removed.AddRange(batch.Select(row => row.ToJob()));
            }
            while (batch.Count > 0);
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
        IReadOnlyList<RemovedJobRow> batch;
        do
        {
            var size = Math.Min(BatchSize, limit - removed.Count);
            batch = size == 0 ? [] : await _store.WriteAsync(
                async work =>
                {
                    await work.LockAsync([queue]);
                    var rows = tenants.Tenant is { } tenant
                        ? await JobRemovalSql.ListEndedAsync(work.Session, tenant, queue, state, endedBefore, size)
                        : await JobRemovalSql.ListEndedAsync(work.Session, queue, state, endedBefore, size);
                    await JobRemovalSql.RemoveAsync(work, work.FindLocked(queue)!, state, rows);
                    if (rows.Count > 0)
                    {
                        await work.AuditAsync(actor, JobActionNames.Clean, queue, null, $"{rows.Count} {state.ToName()}");
                    }

                    return rows;
                },
                cancellation);
            removed.AddRange(batch.Select(row => row.ToJob()));
        }
        while (batch.Count > 0);
        return removed;
    }

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
                if (await JobRemovalSql.FindEndedAsync(work.Session, jobId) is not { } row)
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

    private static async Task<IReadOnlyList<RemovedJobRow>> RemoveExpiredAsync(
        JobWork work, JobRetentionRules rules, string queue, JobState state, int size)
    {
        await work.LockAsync([queue]);
        var kept = state switch
        {
            JobState.Completed => rules.Completed,
            JobState.Failed => rules.Failed,
            _ => rules.Cancelled,
        };
        var rows = await JobRemovalSql.ListEndedAsync(work.Session, queue, state, work.Now - kept, size);
        if (rows.Count == 0 && state == JobState.Completed)
        {
            var excess = await QueueSql.CountAsync(work.Session, queue, state) - rules.CompletedPerQueue;
            rows = excess <= 0
                ? []
                : await JobRemovalSql.ListEndedAsync(work.Session, queue, state, DateTimeOffset.MaxValue, (int)Math.Min(size, excess));
        }

        await JobRemovalSql.RemoveAsync(work, work.FindLocked(queue)!, state, rows);
        return rows;
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
