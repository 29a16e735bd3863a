using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.Schedules.Sql;

/// <summary>The statements on the tables <c>schedules</c> and <c>schedule_tenants</c>.</summary>
internal static class ScheduleSql
{
    /// <summary>Inserts a schedule under its tenant's lock; false when the tenant has as many as it may.</summary>
    public static async Task<bool> TryInsertAsync(
        JobStoreSession session, NewSchedule schedule, int maxPerTenant, JobStoreDialect dialect, long now)
    {
        var tenant = schedule.Tenant ?? "";
        await session.ExecuteAsync("INSERT INTO schedule_tenants (tenant) VALUES (@tenant) ON CONFLICT (tenant) DO NOTHING", new { tenant });
        await session.ListAsync<string>($"SELECT tenant FROM schedule_tenants WHERE tenant = @tenant{dialect.RowLock}", new { tenant });
        if (await session.ReadValueAsync<long>("SELECT COUNT(*) FROM schedules WHERE tenant = @tenant", new { tenant }) >= maxPerTenant)
        {
            return false;
        }

        var definition = schedule.Definition;
        await session.ExecuteAsync(
            """
            INSERT INTO schedules (
                id, tenant, name, queue, job_name, data, options, cron, time_zone, jitter_ms, misfire, misfire_limit, overlap, state, version,
                created_at, updated_at, next_fire_at, next_due_at)
            VALUES (
                @Id, @tenant, @Name, @Queue, @JobName, @Data, @Options, @Cron, @TimeZone, @jitter, @misfire, @limit, @overlap, 'active', 1,
                @now, @now, @nextFireAt, @nextDueAt)
            """,
            new
            {
                schedule.Id,
                tenant,
                definition.Name,
                definition.Queue,
                definition.JobName,
                definition.Data,
                definition.Options,
                definition.Cron,
                definition.TimeZone,
                jitter = (long)definition.Jitter.TotalMilliseconds,
                misfire = definition.Misfire.ToName(),
                limit = (long)definition.MisfireLimit,
                overlap = definition.Overlap.ToName(),
                now,
                nextFireAt = schedule.Next?.FireAt.ToUnixTimeMilliseconds(),
                nextDueAt = schedule.Next?.DueAt.ToUnixTimeMilliseconds(),
            });
        return true;
    }

    /// <summary>The schedule of an id, or null.</summary>
    public static async Task<ScheduleRecord?> FindAsync(JobStoreSession session, string id, string rowLock = "") =>
        (await session.FindAsync<ScheduleRow>($"SELECT {ScheduleRow.Columns} FROM schedules s WHERE s.id = @id{rowLock}", new { id }))?.ToRecord();

    /// <summary>Locks a schedule until the transaction ends; null unless it still is as it was read.</summary>
    public static async Task<ScheduleRecord?> LockAsync(JobStoreSession session, ScheduleRecord read, JobStoreDialect dialect) =>
        await FindAsync(session, read.Id, dialect.RowLock) is { } found && found.Version == read.Version && found.Next == read.Next ? found : null;

    /// <summary>A page of schedules, newest first; ids sort by time.</summary>
    public static async Task<IReadOnlyList<ScheduleRecord>> ListAsync(JobStoreSession session, string? tenant, string? beforeId, int limit)
    {
        var whose = tenant is null ? "" : "AND s.tenant = @tenant";
        var before = beforeId is null ? "" : "AND s.id < @beforeId";
        var rows = await session.ListAsync<ScheduleRow>(
            $"SELECT {ScheduleRow.Columns} FROM schedules s WHERE 1 = 1 {whose} {before} ORDER BY s.id DESC LIMIT @limit",
            new { tenant, beforeId, limit });
        return [.. rows.Select(row => row.ToRecord())];
    }

    /// <summary>A page of active schedules that are due.</summary>
    public static async Task<IReadOnlyList<ScheduleRecord>> ListDueAsync(JobStoreSession session, long now, ScheduleRecord? after, int limit)
    {
        var rows = await session.ListAsync<ScheduleRow>(
            $"""
            SELECT {ScheduleRow.Columns} FROM schedules s
            WHERE s.state = 'active' AND s.next_due_at <= @now AND (s.next_due_at, s.id) > (@afterDue, @afterId)
            ORDER BY s.next_due_at, s.id LIMIT @limit
            """,
            new { now, afterDue = after?.Next?.DueAt.ToUnixTimeMilliseconds() ?? long.MinValue, afterId = after?.Id ?? "", limit });
        return [.. rows.Select(row => row.ToRecord())];
    }

    /// <summary>Moves on to the next fire time.</summary>
    public static Task AdvanceAsync(JobStoreSession session, string id, ScheduledFire? next, DateTimeOffset lastFireAt) => session.ExecuteAsync(
        "UPDATE schedules SET next_fire_at = @nextFireAt, next_due_at = @nextDueAt, last_fire_at = @lastFireAt WHERE id = @id",
        new
        {
            id,
            nextFireAt = next?.FireAt.ToUnixTimeMilliseconds(),
            nextDueAt = next?.DueAt.ToUnixTimeMilliseconds(),
            lastFireAt = lastFireAt.ToUnixTimeMilliseconds(),
        });

    /// <summary>Writes a user's change of a schedule that this transaction has locked.</summary>
    public static Task ChangeAsync(JobStoreSession session, ScheduleChange change, long now) => session.ExecuteAsync(
        """
        UPDATE schedules SET
            name = @Name, queue = @Queue, job_name = @JobName, data = @Data, options = @Options, cron = @Cron, time_zone = @TimeZone,
            jitter_ms = @jitter, misfire = @misfire, misfire_limit = @limit, overlap = @overlap, state = @state, version = version + 1,
            updated_at = @now, next_fire_at = @nextFireAt, next_due_at = @nextDueAt, last_fire_at = COALESCE(@lastFireAt, last_fire_at)
        WHERE id = @Id
        """,
        new
        {
            change.Schedule.Id,
            change.Definition.Name,
            change.Definition.Queue,
            change.Definition.JobName,
            change.Definition.Data,
            change.Definition.Options,
            change.Definition.Cron,
            change.Definition.TimeZone,
            jitter = (long)change.Definition.Jitter.TotalMilliseconds,
            misfire = change.Definition.Misfire.ToName(),
            limit = (long)change.Definition.MisfireLimit,
            overlap = change.Definition.Overlap.ToName(),
            state = change.State.ToName(),
            now,
            nextFireAt = change.Next?.FireAt.ToUnixTimeMilliseconds(),
            nextDueAt = change.Next?.DueAt.ToUnixTimeMilliseconds(),
            lastFireAt = change.Skipped is [.., var last] ? last.Last.ToUnixTimeMilliseconds() : (long?)null,
        });

    /// <summary>Removes a schedule with its record.</summary>
    public static async Task<bool> DeleteAsync(JobStoreSession session, string id) =>
        await session.ExecuteAsync("DELETE FROM schedules WHERE id = @id", new { id }) == 1;
}
