using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The audit trail in SQL, for every database that has an <see cref="IJobDatabase"/>.</summary>
public sealed class SqlJobAudit(IJobDatabase database, TimeProvider time) : IJobAudit
{
    /// <inheritdoc/>
    public Task AppendAsync(JobActor actor, string action, string? queue, string? jobId, string? detail, CancellationToken cancellation) =>
        database.WriteAsync(
            async session =>
            {
                var job = jobId is null ? null : await JobRowSql.FindAsync(session, jobId);
                await JobAuditSql.AppendAsync(session, time, new JobAuditLine(actor, action, queue ?? job?.Queue, jobId, job?.Tenant, detail));
                return true;
            },
            cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobAuditEntry>> ListJobAsync(string jobId, string? beforeId, int limit, CancellationToken cancellation) =>
        database.ReadAsync(session => JobAuditSql.ListAsync(session, "job_id", jobId, beforeId, limit), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobAuditEntry>> ListQueueAsync(string queue, string? beforeId, int limit, CancellationToken cancellation) =>
        database.ReadAsync(session => JobAuditSql.ListAsync(session, "queue", queue, beforeId, limit), cancellation);

    /// <inheritdoc/>
    public Task<long> CountBeforeAsync(DateTimeOffset before, CancellationToken cancellation) =>
        database.ReadAsync(session => JobAuditSql.CountBeforeAsync(session, before.ToUnixTimeMilliseconds()), cancellation);

    /// <inheritdoc/>
    public Task<int> RemoveBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        database.WriteAsync(session => JobAuditSql.RemoveBeforeAsync(session, before.ToUnixTimeMilliseconds(), limit), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobAuditEntry>> ListActorAsync(string actor, string? beforeId, int limit, CancellationToken cancellation) =>
        database.ReadAsync(session => JobAuditSql.ListAsync(session, "actor", actor, beforeId, limit), cancellation);
}
