using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.Schedules.Sql;

/// <summary>The statements on the table <c>schedule_runs</c>.</summary>
internal static class ScheduleRunSql
{
    private const string UnderWay = "('scheduled', 'blocked', 'queued', 'running', 'retrying', 'cancelling')";

    /// <summary>Records what became of a fire time.</summary>
    public static Task InsertAsync(JobStoreSession session, string scheduleId, ScheduleRun run) => session.ExecuteAsync(
        """
        INSERT INTO schedule_runs (schedule_id, fire_at, is_triggered, last_fire_at, fire_count, outcome, reason, detail, job_id, settled_at)
        VALUES (@scheduleId, @fireAt, @isTriggered, @lastFireAt, @Count, @outcome, @Reason, @Detail, @JobId, @settledAt)
        ON CONFLICT (schedule_id, fire_at, is_triggered) DO NOTHING
        """,
        new
        {
            scheduleId,
            fireAt = run.FireAt.ToUnixTimeMilliseconds(),
            isTriggered = run.IsTriggered ? 1L : 0L,
            lastFireAt = run.LastFireAt.ToUnixTimeMilliseconds(),
            run.Count,
            outcome = run.Outcome.ToName(),
            run.Reason,
            run.Detail,
            run.JobId,
            settledAt = run.SettledAt.ToUnixTimeMilliseconds(),
        });

    /// <summary>Writes what became of a run that waited.</summary>
    public static Task EndWaitAsync(JobStoreSession session, string scheduleId, ScheduleRun run) => session.ExecuteAsync(
        """
        UPDATE schedule_runs SET outcome = @outcome, reason = @Reason, detail = @Detail, job_id = @JobId, settled_at = @settledAt
        WHERE schedule_id = @scheduleId AND fire_at = @fireAt AND is_triggered = 0
        """,
        new
        {
            scheduleId,
            fireAt = run.FireAt.ToUnixTimeMilliseconds(),
            outcome = run.Outcome.ToName(),
            run.Reason,
            run.Detail,
            run.JobId,
            settledAt = run.SettledAt.ToUnixTimeMilliseconds(),
        });

    /// <summary>Whether a run of the schedule has not ended.</summary>
    public static async Task<bool> HasRunUnderWayAsync(JobStoreSession session, string scheduleId) =>
        await session.ReadValueAsync<long>(
            $"""
            SELECT COUNT(*) FROM schedule_runs r JOIN jobs j ON j.id = r.job_id
            WHERE r.schedule_id = @scheduleId AND r.outcome = 'started' AND j.state IN {UnderWay}
            """,
            new { scheduleId }) > 0;

    /// <summary>How many runs of the schedule wait.</summary>
    public static Task<long> CountWaitingAsync(JobStoreSession session, string scheduleId) => session.ReadValueAsync<long>(
        "SELECT COUNT(*) FROM schedule_runs WHERE schedule_id = @scheduleId AND outcome = 'waiting'", new { scheduleId });

    /// <summary>The oldest run that waits; null for none.</summary>
    public static async Task<long?> FindOldestWaitingAsync(JobStoreSession session, string scheduleId) =>
        (await session.ListAsync<long?>(
            "SELECT MIN(fire_at) FROM schedule_runs WHERE schedule_id = @scheduleId AND outcome = 'waiting'", new { scheduleId })).Single();

    /// <summary>Active schedules with runs that wait, and none under way.</summary>
    public static async Task<IReadOnlyList<WaitingFire>> ListWaitingAsync(JobStoreSession session, int limit)
    {
        var rows = await session.ListAsync<ScheduleRow>(
            $"""
            SELECT {ScheduleRow.Columns}, w.waiting_at AS WaitingAt
            FROM (SELECT schedule_id, MIN(fire_at) AS waiting_at FROM schedule_runs WHERE outcome = 'waiting' GROUP BY schedule_id) w
            JOIN schedules s ON s.id = w.schedule_id
            WHERE s.state = 'active' AND NOT EXISTS (
                SELECT 1 FROM schedule_runs r JOIN jobs j ON j.id = r.job_id
                WHERE r.schedule_id = s.id AND r.outcome = 'started' AND j.state IN {UnderWay})
            ORDER BY w.waiting_at, s.id LIMIT @limit
            """,
            new { limit });
        return [.. rows.Select(row => new WaitingFire(row.ToRecord(), DateTimeOffset.FromUnixTimeMilliseconds(row.WaitingAt)))];
    }

    /// <summary>What became of the last fire times, newest first.</summary>
    public static async Task<IReadOnlyList<ScheduleRun>> ListAsync(JobStoreSession session, string scheduleId, int limit)
    {
        var rows = await session.ListAsync<ScheduleRunRow>(
            """
            SELECT fire_at AS FireAt, last_fire_at AS LastFireAt, fire_count AS FireCount, is_triggered AS IsTriggered, outcome AS Outcome,
                reason AS Reason, detail AS Detail, job_id AS JobId, settled_at AS SettledAt
            FROM schedule_runs WHERE schedule_id = @scheduleId ORDER BY fire_at DESC, is_triggered DESC LIMIT @limit
            """,
            new { scheduleId, limit });
        return [.. rows.Select(row => row.ToRun())];
    }

    /// <summary>Cuts the record to its last rows, but for runs that wait or are under way.</summary>
    public static Task TrimAsync(JobStoreSession session, string scheduleId, int keep) => session.ExecuteAsync(
        $"""
        DELETE FROM schedule_runs
        WHERE schedule_id = @scheduleId
            AND fire_at <= (SELECT fire_at FROM schedule_runs WHERE schedule_id = @scheduleId ORDER BY fire_at DESC, is_triggered DESC LIMIT 1 OFFSET @keep)
            AND outcome <> 'waiting'
            AND NOT (outcome = 'started' AND EXISTS (SELECT 1 FROM jobs j WHERE j.id = schedule_runs.job_id AND j.state IN {UnderWay}))
        """,
        new { scheduleId, keep });
}
