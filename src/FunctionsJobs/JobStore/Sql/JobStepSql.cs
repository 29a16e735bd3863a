namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_steps</c>, and the progress that is counted from it.</summary>
internal static class JobStepSql
{
    /// <summary>Counts a step, once, while the job is under way.</summary>
    /// <returns>Whether it was counted.</returns>
    public static async Task<bool> ReportAsync(JobStoreSession session, string jobId, string step, int total, string message, long now)
    {
        var isNew = await session.ExecuteAsync(
            """
            INSERT INTO job_steps (job_id, step, done_at)
            SELECT id, @step, @now FROM jobs WHERE id = @jobId AND state IN ('running', 'cancelling')
            ON CONFLICT (job_id, step) DO NOTHING
            """,
            new { jobId, step, now }) == 1;
        if (!isNew)
        {
            return false;
        }

        await session.ExecuteAsync(
            """
            UPDATE jobs SET
                progress_step = progress_step + 1,
                progress_total = CASE WHEN progress_total > @total THEN progress_total ELSE @total END,
                progress_message = @message
            WHERE id = @jobId
            """,
            new { jobId, total, message });
        return true;
    }
}
