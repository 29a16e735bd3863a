using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Queues in SQL, for every database that has an <see cref="IJobDatabase"/>.</summary>
public sealed class SqlQueueStore : IQueueStore
{
    private readonly JobStoreContext _store;

    /// <summary>Uses a database that <see cref="SqlJobStore"/> has opened.</summary>
    public SqlQueueStore(IJobDatabase database, TimeProvider time, QueueCatalogue queues) =>
        _store = new JobStoreContext(database, queues, time);

    /// <inheritdoc/>
    public Task<QueueStatus> GetAsync(string queue, CancellationToken cancellation) =>
        _store.Database.ReadAsync(
            async session => (await QueueSql.FindAsync(session, queue) ?? new QueueRow { Queue = queue }).ToStatus(_store.Queues.LimitsOf(queue)),
            cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueStatus>> ListAsync(CancellationToken cancellation) =>
        _store.Database.ReadAsync<IReadOnlyList<QueueStatus>>(
            async session =>
            {
                var rows = await QueueSql.ListAsync(session);
                return
                [
                    .. rows.Concat(_store.Queues.Queues.Select(queue => new QueueRow { Queue = queue.Name }))
                        .DistinctBy(row => row.Queue, StringComparer.Ordinal)
                        .OrderBy(row => row.Queue, StringComparer.Ordinal)
                        .Select(row => row.ToStatus(_store.Queues.LimitsOf(row.Queue))),
                ];
            },
            cancellation);

    /// <inheritdoc/>
    public Task<bool> PauseAsync(string queue, JobActor actor, CancellationToken cancellation) =>
        _store.WriteAsync(work => SetPausedAsync(work, queue, true, actor), cancellation);

    /// <inheritdoc/>
    public async Task<QueueAdmission> ResumeAsync(string queue, JobActor actor, CancellationToken cancellation)
    {
        await _store.WriteAsync(work => SetPausedAsync(work, queue, false, actor), cancellation);
        return await AdmitAsync(queue, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async Task<QueueAdmission> ChangeLimitsAsync(string queue, QueueLimitsChange change, JobActor actor, CancellationToken cancellation)
    {
        await _store.WriteAsync(work => QueueLimitsSql.ChangeAsync(work, queue, change, actor), cancellation);
        return await AdmitAsync(queue, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async Task<QueueAdmission> AdmitAsync(string queue, CancellationToken cancellation)
    {
        var signals = new List<Recovery.JobSignal>();
        while (true)
        {
            var ((next, mayHaveMore), told, _) = await JobFollowUp.WriteAsync(
                _store,
                async work =>
                {
                    await work.LockAsync([queue]);
                    var locked = work.FindLocked(queue)!;
                    var mayPromoteMore = await JobAdmission.PromoteAsync(work, locked);
                    await JobAdmission.FillAsync(work);
                    return (await JobAdmission.NextAtAsync(work, locked), mayPromoteMore);
                },
                cancellation);
            signals.AddRange(told);
            if (!mayHaveMore)
            {
                return new QueueAdmission { Signals = signals, NextAt = next };
            }
        }
    }

    /// <inheritdoc/>
    public Task<QueueRecount> RecountAsync(string queue, JobActor actor, CancellationToken cancellation) =>
        _store.WriteAsync(work => QueueRecountSql.RecountAsync(work, queue, actor), cancellation);

    private static async Task<bool> SetPausedAsync(JobWork work, string queue, bool paused, JobActor actor)
    {
        await work.LockAsync([queue]);
        if (work.FindLocked(queue)!.IsPaused == paused)
        {
            return false;
        }

        await QueueSql.SetPausedAsync(work.Session, queue, paused);
        await work.AuditAsync(actor, paused ? JobActionNames.Pause : JobActionNames.Resume, queue, null);
        return true;
    }
}
