using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_signals</c>.</summary>
internal static class JobSignalSql
{
    /// <summary>Writes a signal; an earlier one of its kind has been overtaken.</summary>
    public static Task WriteAsync(JobStoreSession session, JobSignal signal, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            INSERT INTO job_signals (job_id, kind, attempt, written_at) VALUES (@JobId, @kind, @Attempt, @now)
            ON CONFLICT (job_id, kind) DO UPDATE SET attempt = excluded.attempt, written_at = excluded.written_at
            """,
            new { signal.JobId, kind = signal.Kind.ToName(), signal.Attempt, now = now.ToUnixTimeMilliseconds() });

    /// <summary>Drops what the orchestration need not be told any more: it has spoken itself, or has nothing left to do.</summary>
    public static Task DropAsync(JobStoreSession session, string jobId) =>
        session.ExecuteAsync("DELETE FROM job_signals WHERE job_id = @jobId", new { jobId });

    /// <summary>Drops signals that were told.</summary>
    public static Task ConfirmAsync(JobStoreSession session, JobSignal signal) =>
        session.ExecuteAsync(
            "DELETE FROM job_signals WHERE job_id = @JobId AND kind = @kind AND attempt <= @Attempt",
            new { signal.JobId, kind = signal.Kind.ToName(), signal.Attempt });

    /// <summary>What was written before a time, oldest first.</summary>
    public static async Task<IReadOnlyList<JobSignal>> ListAsync(JobStoreSession session, long writtenBefore, int limit)
    {
        var rows = await session.ListAsync<JobSignalRow>(
            """
            SELECT job_id AS JobId, kind AS Kind, attempt AS Attempt FROM job_signals
            WHERE written_at < @writtenBefore ORDER BY written_at, job_id, kind LIMIT @limit
            """,
            new { writtenBefore, limit });
        return [.. rows.Select(row => new JobSignal(row.JobId, JobSignalKindNames.Parse(row.Kind), (int)row.Attempt))];
    }
}
