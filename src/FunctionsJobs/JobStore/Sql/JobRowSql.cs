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

    /// <summary>
    /// Inserts a job with its first timeline lines; false when its id is there already, or a removed job had it whose history or blobs may still be there.
    /// </summary>
    /// <param name="session">The transaction.</param>
    /// <param name="change">The job.</param>
    /// <param name="place">Its place in the queue, while it is queued.</param>
    public static async Task<bool> TryInsertAsync(JobStoreSession session, JobChange change, JobPlace? place)
    {
        var job = change.Job;
        var inserted = await session.ExecuteAsync(
            """
            INSERT INTO jobs (
                id, queue, type, name, tenant, arguments, state, priority, attempts_max, attempts_made, backoff_type, backoff_ms, timeout_ms,
                progress_step, progress_total, created_at, started_at, reviewed_at, due_at, ready_at, ready_rank, ready_no, admitted_at, limit_key,
                dependencies_left, dependency_policy, tags, notify_email, notify_webhook, parent_id, parent_run)
            SELECT
                @Id, @Queue, @Type, @Name, @Tenant, @Arguments, @state, @Priority, @attemptsMax, @AttemptsMade, @backoffType, @backoffMs, @timeoutMs,
                0, 0, @createdAt, @startedAt, 0, @dueAt, @readyAt, @rank, @number, @admittedAt, @LimitKey,
                @DependenciesLeft, @dependencyPolicy, @Tags, @email, @webhook, @ParentId, @ParentRun
            WHERE NOT EXISTS (SELECT 1 FROM job_removals WHERE job_id = @Id)
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
                dueAt = job.DueAt?.ToUnixTimeMilliseconds(),
                readyAt = job.ReadyAt?.ToUnixTimeMilliseconds(),
                rank = place?.Rank,
                number = place?.Number,
                admittedAt = job.AdmittedAt?.ToUnixTimeMilliseconds(),
                job.LimitKey,
                job.DependenciesLeft,
                dependencyPolicy = job.DependencyPolicy.ToName(),
                job.Tags,
                email = job.Notify?.Email,
                webhook = job.Notify?.Webhook,
                job.ParentId,
                job.ParentRun,
            });
        if (inserted == 0)
        {
            return false;
        }

        await JobTimelineSql.BeginAsync(session, job.Id, change.Lines);
        return true;
    }

    /// <summary>Writes what changed, with its timeline lines.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="change">The change, which is one.</param>
    /// <param name="place">The job's place in the queue, while it is queued.</param>
    public static async Task WriteAsync(JobStoreSession session, JobChange change, JobPlace? place)
    {
        var job = change.Job;
        await session.ExecuteAsync(
            """
            UPDATE jobs SET
                state = @state, attempts_made = @AttemptsMade, started_at = @startedAt, finished_at = @finishedAt, next_attempt_at = @nextAttemptAt,
                result = @Result, error_code = @errorCode, error_category = @errorCategory, error_retryable = @errorRetryable,
                error_message = @errorMessage, ready_at = @readyAt, ready_rank = @rank, ready_no = @number, admitted_at = @admittedAt,
                cancel_requested_at = @cancelRequestedAt, run = @Run, attempts_before = @AttemptsBefore, dependencies_left = @DependenciesLeft
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
                errorMessage = StoredText.Of(job.Error?.Message),
                readyAt = job.ReadyAt?.ToUnixTimeMilliseconds(),
                rank = place?.Rank,
                number = place?.Number,
                admittedAt = job.AdmittedAt?.ToUnixTimeMilliseconds(),
                cancelRequestedAt = job.CancelRequestedAt?.ToUnixTimeMilliseconds(),
                job.Run,
                job.AttemptsBefore,
                job.DependenciesLeft,
            });
        await JobTimelineSql.AppendAsync(session, job.Id, change.Lines);
    }

    /// <summary>The queue of a job, which never changes; null for an unknown one.</summary>
    public static async Task<string?> FindQueueAsync(JobStoreSession session, string jobId) =>
        (await session.ListAsync<string>("SELECT queue FROM jobs WHERE id = @jobId", new { jobId })).SingleOrDefault();

    /// <summary>Begins progress anew, for another run.</summary>
    public static async Task ResetProgressAsync(JobStoreSession session, string jobId)
    {
        await session.ExecuteAsync("DELETE FROM job_steps WHERE job_id = @jobId", new { jobId });
        await session.ExecuteAsync(
            """
            UPDATE jobs SET progress_step = 0, progress_total = 0, progress_message = NULL, progress_percent = NULL, progress_details = NULL,
                progress_at = NULL
            WHERE id = @jobId
            """,
            new { jobId });
    }

    /// <summary>Takes jobs under way that were not looked at since a time, and marks them as looked at.</summary>
    public static async Task<IReadOnlyList<JobRecord>> TakeForReviewAsync(
        JobStoreSession session, long lookedAtBefore, int limit, long now, JobStoreDialect dialect)
    {
        var rows = await session.ListAsync<JobRow>(
            $"""
            SELECT {JobRow.Columns} FROM jobs WHERE {UnderWay} AND reviewed_at < @lookedAtBefore
            ORDER BY reviewed_at LIMIT @limit{dialect.FreeRowLock}
            """,
            new { lookedAtBefore, limit });
        if (rows.Count > 0)
        {
            await session.ExecuteAsync(
                $"UPDATE jobs SET reviewed_at = @now WHERE {dialect.IsAnyOf("id", "@ids")}", new { now, ids = rows.Select(row => row.Id).ToArray() });
        }

        return [.. rows.Select(row => row.ToRecord())];
    }

    private static async Task<JobRecord?> FindAsync(JobStoreSession session, string jobId, string rowLock) =>
        (await session.FindAsync<JobRow>($"SELECT {JobRow.Columns} FROM jobs WHERE id = @jobId{rowLock}", new { jobId }))?.ToRecord();
}
