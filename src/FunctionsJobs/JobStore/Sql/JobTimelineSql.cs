namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_timeline</c>.</summary>
internal static class JobTimelineSql
{
    /// <summary>Appends lines to the timeline of a job whose row this transaction has locked or inserted.</summary>
    public static async Task AppendAsync(JobStoreSession session, string jobId, IReadOnlyList<JobTimelineLine> lines)
    {
        foreach (var line in lines)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO job_timeline (job_id, sequence, at, event, state, attempt, detail)
                SELECT @jobId, COALESCE(MAX(sequence), 0) + 1, @at, @Event, @state, @Attempt, @Detail FROM job_timeline WHERE job_id = @jobId
                """,
                new { jobId, at = line.At.ToUnixTimeMilliseconds(), line.Event, state = line.State.ToName(), line.Attempt, line.Detail });
        }
    }

    /// <summary>The timeline of a job, in order.</summary>
    public static async Task<IReadOnlyList<JobTimelineEntry>> ReadAsync(JobStoreSession session, string jobId)
    {
        var rows = await session.ListAsync<JobTimelineRow>(
            """
            SELECT sequence AS Sequence, at AS At, event AS Event, state AS State, attempt AS Attempt, detail AS Detail
            FROM job_timeline WHERE job_id = @jobId ORDER BY sequence
            """,
            new { jobId });
        return [.. rows.Select(row => row.ToEntry())];
    }
}
