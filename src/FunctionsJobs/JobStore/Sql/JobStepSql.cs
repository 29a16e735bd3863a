namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_steps</c>, and the progress that is counted from it.</summary>
internal static class JobStepSql
{
    /// <summary>Counts a step, once, while the job is under way.</summary>
    /// <returns>Whether it was counted.</returns>
    public static async Task<bool> ReportAsync(
        JobStoreSession session, string jobId, string step, int total, string message, long now, JobStoreDialect dialect)
    {
        // The job's row is locked before its state counts: its end may be under way, and then the step is not counted any more.
        var isNew = await session.ExecuteAsync(
            $"""
            INSERT INTO job_steps (job_id, step, done_at)
            SELECT id, @step, @now FROM (
                SELECT id FROM jobs WHERE id = @jobId AND state IN ('running', 'cancelling'){dialect.RowLock}) AS job WHERE TRUE
            ON CONFLICT (job_id, step) DO NOTHING
            """,
            new { jobId, step = StoredText.Of(step), now }) == 1;
        if (!isNew)
        {
            return false;
        }

        await session.ExecuteAsync(
            """
            UPDATE jobs SET
                progress_step = progress_step + 1,
                progress_total = CASE WHEN progress_total > @total THEN progress_total ELSE @total END,
                progress_message = @message,
                progress_at = @now
            WHERE id = @jobId
            """,
            new { jobId, total, message = StoredText.Of(message), now });
        return true;
    }

    /// <summary>Notes how many children a job has in all; less than was noted before changes nothing.</summary>
    public static Task ExpectChildrenAsync(JobStoreSession session, string parentId, int total) =>
        session.ExecuteAsync("UPDATE jobs SET progress_total = @total WHERE id = @parentId AND progress_total < @total", new { parentId, total });

    /// <summary>Counts a child that has ended as a step of its parent, once; the parent is locked and has not ended.</summary>
    public static async Task CountChildAsync(JobStoreSession session, string parentId, string childId, DateTimeOffset now)
    {
        var parameters = new { parentId, childId, now = now.ToUnixTimeMilliseconds() };
        var isNew = await session.ExecuteAsync(
            "INSERT INTO job_steps (job_id, step, done_at) VALUES (@parentId, @childId, @now) ON CONFLICT (job_id, step) DO NOTHING", parameters) == 1;
        if (isNew)
        {
            await session.ExecuteAsync(
                """
                UPDATE jobs SET progress_step = progress_step + 1, progress_at = @now,
                    progress_message = CAST(progress_step + 1 AS TEXT) || ' of ' || CAST(progress_total AS TEXT) || ' jobs have ended'
                WHERE id = @parentId
                """,
                parameters);
        }
    }

    /// <summary>Stores progress as the work tells it, unless that would be a step back.</summary>
    /// <returns>Whether it was stored.</returns>
    public static async Task<bool> ReportAsync(JobStoreSession session, string jobId, int attempt, JobProgress progress, long now) =>
        await session.ExecuteAsync(
            """
            UPDATE jobs SET
                progress_step = @Step, progress_total = @Total, progress_message = @Message, progress_percent = @Reported,
                progress_details = @Details, progress_at = @now
            WHERE id = @jobId AND attempts_made = @attempt AND state IN ('running', 'cancelling')
                AND (COALESCE(progress_percent, CASE WHEN progress_total = 0 THEN 0 ELSE 100.0 * progress_step / progress_total END), progress_step)
                    <= (@percent, @Step)
            """,
            new
            {
                jobId,
                attempt,
                progress.Step,
                progress.Total,
                Message = StoredText.Of(progress.Message),
                progress.Reported,
                progress.Details,
                percent = progress.Reported ?? (progress.Total == 0 ? 0.0 : 100.0 * progress.Step / progress.Total),
                now,
            }) == 1;
}
