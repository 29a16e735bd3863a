namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_ends</c>: how many jobs ended when, how, and how long they had taken.</summary>
/// <remarks>
/// A row per queue, five minutes, end state and class of duration, for all tenants and for the job's own. Class <c>n</c> holds durations from
/// <c>2^(n/4)</c> ms up to <c>2^((n+1)/4)</c> ms, so a percentile read from classes is off by at most a tenth. The table is as long as what it
/// looks back on is wide, and not as the jobs are many.
/// </remarks>
internal static class JobEndSql
{
    /// <summary>The span of one row.</summary>
    public static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);

    /// <summary>Counts the end of a job that has ended.</summary>
    public static async Task CountAsync(JobStoreSession session, JobRecord job)
    {
        var ended = job.FinishedAt!.Value.ToUnixTimeMilliseconds();

        // A job that never ran took no time.
        var duration = job.StartedAt is { } started ? Math.Max(0, ended - started.ToUnixTimeMilliseconds()) : 0;
        foreach (var scope in (string[])[JobScope.All, JobScope.Of(job.Tenant)])
        {
            await session.ExecuteAsync(
                """
                INSERT INTO job_ends (scope, queue, slot_at, state, duration_class, jobs, duration_ms)
                VALUES (@scope, @Queue, @slot, @state, @durationClass, 1, @duration)
                ON CONFLICT (scope, queue, slot_at, state, duration_class)
                DO UPDATE SET jobs = job_ends.jobs + 1, duration_ms = job_ends.duration_ms + excluded.duration_ms
                """,
                new
                {
                    scope,
                    job.Queue,
                    slot = SlotOf(ended),
                    state = job.State.ToName(),
                    durationClass = ClassOf(duration),
                    duration,
                });
        }
    }

    /// <summary>What ended since a slot, per state and class of duration.</summary>
    public static Task<IReadOnlyList<JobEndRow>> ListAsync(JobStoreSession session, string scope, string queue, long fromSlot) =>
        session.ListAsync<JobEndRow>(
            """
            SELECT state AS State, duration_class AS DurationClass, CAST(SUM(jobs) AS BIGINT) AS Jobs, CAST(SUM(duration_ms) AS BIGINT) AS DurationMs
            FROM job_ends WHERE scope = @scope AND queue = @queue AND slot_at >= @fromSlot GROUP BY state, duration_class
            """,
            new { scope, queue, fromSlot });

    /// <summary>Forgets what ended before a time.</summary>
    public static Task<int> RemoveBeforeAsync(JobStoreSession session, long before) =>
        session.ExecuteAsync("DELETE FROM job_ends WHERE slot_at < @before", new { before });

    /// <summary>The begin of the slot that holds a time in milliseconds.</summary>
    public static long SlotOf(long at) => at - (at % (long)Slot.TotalMilliseconds);

    /// <summary>The class of a duration in milliseconds.</summary>
    public static int ClassOf(long milliseconds) => milliseconds < 1 ? 0 : (int)(4 * Math.Log2(milliseconds));

    /// <summary>The duration that stands for a class: its geometric middle; 0 for what took less than a millisecond and a bit.</summary>
    public static TimeSpan OfClass(int durationClass) =>
        durationClass == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Pow(2, (durationClass + 0.5) / 4));
}
