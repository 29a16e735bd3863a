using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>jobs</c>.</summary>
internal static class JobRowSql
{
    // The same words as in the partial index, so that the databases use it.
    private const string UnderWay = "state IN ('scheduled', 'blocked', 'queued', 'running', 'retrying', 'cancelling')";

    /// <summary>The job of an id, or null.</summary>
    public static Task<JobRecord?> FindAsync(JobStoreSession session, string jobId) => FindAsync(session, jobId, "");

    /// <summary>The job of an id, locked until the transaction ends, or null.</summary>
    public static Task<JobRecord?> FindForUpdateAsync(JobStoreSession session, string jobId, JobStoreDialect dialect) =>
        FindAsync(session, jobId, dialect.RowLock);

    /// <summary>Inserts a job with its first timeline lines; false when its id is there already.</summary>
    public static async Task<bool> TryInsertAsync(JobStoreSession session, JobChange change)
    {
        var job = change.Job;
        var inserted = await session.ExecuteAsync(
            """
            INSERT INTO jobs (
                id, queue, type, name, tenant, arguments, state, priority, attempts_max, attempts_made, backoff_type, backoff_ms, timeout_ms,
                progress_step, progress_total, created_at, started_at, reviewed_at)
            VALUES (
                @Id, @Queue, @Type, @Name, @Tenant, @Arguments, @state, @Priority, @attemptsMax, @AttemptsMade, @backoffType, @backoffMs, @timeoutMs,
                0, 0, @createdAt, @startedAt, 0)
            ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                job.Id,
                job.Queue,
                job.Type,
                job.Name,
                job.Tenant,
                job.Arguments,
                state = job.State.ToName(),
                job.Priority,
                attemptsMax = job.Policy.Attempts,
                job.AttemptsMade,
                backoffType = job.Policy.Backoff.ToName(),
                backoffMs = (long)job.Policy.BackoffDelay.TotalMilliseconds,
                timeoutMs = (long?)job.Policy.Timeout?.TotalMilliseconds,
                createdAt = job.CreatedAt.ToUnixTimeMilliseconds(),
                startedAt = job.StartedAt?.ToUnixTimeMilliseconds(),
            });
        if (inserted == 0)
        {
            return false;
        }

        await JobTimelineSql.AppendAsync(session, job.Id, change.Lines);
        return true;
    }

    /// <summary>Writes what changed, with its timeline lines.</summary>
    public static async Task WriteAsync(JobStoreSession session, JobChange change)
    {
        if (!change.IsApplied)
        {
            return;
        }

        var job = change.Job;
        await session.ExecuteAsync(
            """
            UPDATE jobs SET
                state = @state, attempts_made = @AttemptsMade, started_at = @startedAt, finished_at = @finishedAt, next_attempt_at = @nextAttemptAt,
                result = @Result, error_code = @errorCode, error_category = @errorCategory, error_retryable = @errorRetryable,
                error_message = @errorMessage
            WHERE id = @Id
            """,
            new
            {
                job.Id,
                state = job.State.ToName(),
                job.AttemptsMade,
                startedAt = job.StartedAt?.ToUnixTimeMilliseconds(),
                finishedAt = job.FinishedAt?.ToUnixTimeMilliseconds(),
                nextAttemptAt = job.NextAttemptAt?.ToUnixTimeMilliseconds(),
                job.Result,
                errorCode = job.Error?.Code,
                errorCategory = job.Error?.Category.ToName(),
                errorRetryable = job.Error is null ? (int?)null : job.Error.Retryable ? 1 : 0,
                errorMessage = job.Error?.Message,
            });
        await JobTimelineSql.AppendAsync(session, job.Id, change.Lines);
    }

    /// <summary>Takes jobs under way that were not looked at since a time, and marks them as looked at.</summary>
    public static async Task<IReadOnlyList<JobRecord>> TakeForReviewAsync(JobStoreSession session, long lookedAtBefore, int limit, long now)
    {
        var rows = await session.ListAsync<JobRow>(
            $"SELECT {JobRow.Columns} FROM jobs WHERE {UnderWay} AND reviewed_at < @lookedAtBefore ORDER BY reviewed_at LIMIT @limit",
            new { lookedAtBefore, limit });
        if (rows.Count > 0)
        {
            await session.ExecuteAsync(
                "UPDATE jobs SET reviewed_at = @now WHERE id IN @ids", new { now, ids = rows.Select(row => row.Id).ToArray() });
        }

        return [.. rows.Select(row => row.ToRecord())];
    }

    private static async Task<JobRecord?> FindAsync(JobStoreSession session, string jobId, string rowLock) =>
        (await session.FindAsync<JobRow>($"SELECT {JobRow.Columns} FROM jobs WHERE id = @jobId{rowLock}", new { jobId }))?.ToRecord();
}
