using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_signals</c>.</summary>
internal static class JobSignalSql
{
    private const int ConfirmedAtOnce = 25;

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
    public static async Task ConfirmAsync(JobStoreSession session, IEnumerable<JobSignal> signals, JobStoreDialect dialect)
    {
        foreach (var alike in signals.GroupBy(signal => (signal.Kind, signal.Attempt)))
        {
            foreach (var chunk in alike.Chunk(ConfirmedAtOnce))
            {
                // Always as many ids, so that there is one statement; the last one stands for those that are missing.
                var ids = Enumerable.Range(0, ConfirmedAtOnce).Select(i => chunk[Math.Min(i, chunk.Length - 1)].JobId).ToArray();
                await session.ExecuteAsync(
                    $"DELETE FROM job_signals WHERE {dialect.IsAnyOf("job_id", "@ids")} AND kind = @kind AND attempt <= @Attempt",
                    new { ids, kind = alike.Key.Kind.ToName(), alike.Key.Attempt });
            }
        }
    }

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
