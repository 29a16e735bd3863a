using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Recovery in SQL, for every database that has an <see cref="IJobDatabase"/>.</summary>
public sealed class SqlJobRecovery : IJobRecovery
{
    private readonly JobStoreContext _store;

    /// <summary>Uses a database that <see cref="SqlJobStore"/> has opened.</summary>
    public SqlJobRecovery(IJobDatabase database, TimeProvider time, QueueCatalogue queues) =>
        _store = new JobStoreContext(database, queues, time);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobSignal>> ListUnconfirmedAsync(DateTimeOffset writtenBefore, int limit, CancellationToken cancellation) =>
        _store.Database.ReadAsync(session => JobSignalSql.ListAsync(session, writtenBefore.ToUnixTimeMilliseconds(), limit), cancellation);

    /// <inheritdoc/>
    public Task ConfirmAsync(IReadOnlyCollection<JobSignal> signals, CancellationToken cancellation) =>
        signals.Count == 0
            ? Task.CompletedTask
            : _store.Database.WriteAsync(
                async session =>
                {
                    await JobSignalSql.ConfirmAsync(session, signals, _store.Dialect);
                    return true;
                },
                cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobSignal>> SettleDependentsAsync(int limit, CancellationToken cancellation) =>
        RepeatAsync(JobDependents.SettleAsync, limit, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobSignal>> CancelChildrenAsync(int limit, CancellationToken cancellation) =>
        RepeatAsync(work => JobChildCancellation.CancelAsync(work, JobActor.Reconciler), limit, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListQueuesWithWorkAsync(CancellationToken cancellation) =>
        _store.Database.ReadAsync(
            session => session.ListAsync<string>(
                "SELECT DISTINCT queue FROM job_counts WHERE scope = '' AND state IN ('scheduled', 'queued') AND jobs > 0 ORDER BY queue", new { }),
            cancellation);

    /// <summary>Takes steps until there is nothing left to do.</summary>
    private async Task<IReadOnlyList<JobSignal>> RepeatAsync(Func<JobWork, Task<bool>> step, int limit, CancellationToken cancellation)
    {
        var signals = new List<JobSignal>();
        for (var i = 0; i < limit; i++)
        {
            var (found, told, _) = await JobFollowUp.WriteAsync(_store, step, cancellation);
            signals.AddRange(told);
            if (!found)
            {
                break;
            }
        }

        return signals;
    }
}
