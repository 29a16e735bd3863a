namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_timeline</c>.</summary>
internal static class JobTimelineSql
{
    private const string Insert = "INSERT INTO job_timeline (job_id, sequence, at, event, state, attempt, detail)";

    /// <summary>Appends lines to the timeline of a job whose row this transaction has locked or inserted.</summary>
    public static async Task AppendAsync(JobStoreSession session, string jobId, IReadOnlyList<JobTimelineLine> lines)
    {
        foreach (var line in lines)
        {
            await session.ExecuteAsync(
                $"""
                {Insert}
                SELECT @jobId, COALESCE(MAX(sequence), 0) + 1, @at, @Event, @state, @Attempt, @Detail FROM job_timeline WHERE job_id = @jobId
                """,
                new { jobId, at = line.At.ToUnixTimeMilliseconds(), line.Event, state = line.State.ToName(), line.Attempt, line.Detail });
        }
    }

    /// <summary>Writes the first lines of the timeline of a job that this transaction has inserted.</summary>
    public static Task BeginAsync(JobStoreSession session, string jobId, IReadOnlyList<JobTimelineLine> lines) => lines switch
    {
        [var only] => session.ExecuteAsync(
            $"{Insert} VALUES (@jobId, 1, @at, @Event, @state, @Attempt, @Detail)",
            new { jobId, at = only.At.ToUnixTimeMilliseconds(), only.Event, state = only.State.ToName(), only.Attempt, only.Detail }),
        [var first, var second] => session.ExecuteAsync(
            $"{Insert} VALUES (@jobId, 1, @at, @Event, @state, @Attempt, @Detail), (@jobId, 2, @at2, @event2, @state2, @attempt2, @detail2)",
            new
            {
                jobId,
                at = first.At.ToUnixTimeMilliseconds(),
                first.Event,
                state = first.State.ToName(),
                first.Attempt,
                first.Detail,
                at2 = second.At.ToUnixTimeMilliseconds(),
                event2 = second.Event,
                state2 = second.State.ToName(),
                attempt2 = second.Attempt,
                detail2 = second.Detail,
            }),
        _ => AppendAsync(session, jobId, lines),
    };

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
