using System.Security.Cryptography;
using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_audit</c>.</summary>
internal static class JobAuditSql
{
    private const int MaxNameLength = 200;

    // Lines of one millisecond keep their order, those of one process at least.
    private static long _lines;

    /// <summary>Appends a line.</summary>
    public static Task AppendAsync(JobStoreSession session, TimeProvider time, JobAuditLine line)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return session.ExecuteAsync(
            """
            INSERT INTO job_audit (id, at, actor, origin, action, queue, job_id, tenant, detail)
            VALUES (@id, @at, @actor, @origin, @Action, @Queue, @JobId, @Tenant, @Detail)
            """,
            new
            {
                id = $"{IdOf(now)}{Interlocked.Increment(ref _lines) & uint.MaxValue:x8}{RandomNumberGenerator.GetHexString(12, lowercase: true)}",
                at = now,
                actor = Cut(line.Actor.Name),
                origin = line.Actor.Origin is { } origin ? Cut(origin) : null,
                line.Action,
                line.Queue,
                line.JobId,
                line.Tenant,
                line.Detail,
            });
    }

    /// <summary>Lines of one job or queue, newest first.</summary>
    public static async Task<IReadOnlyList<JobAuditEntry>> ListAsync(
        JobStoreSession session, string column, string value, string? beforeId, int limit)
    {
        var rows = await session.ListAsync<JobAuditRow>(
            $"""
            SELECT id AS Id, at AS At, actor AS Actor, origin AS Origin, action AS Action, queue AS Queue, job_id AS JobId, tenant AS Tenant, detail AS Detail
            FROM job_audit WHERE {column} = @value{(beforeId is null ? "" : " AND id < @beforeId")} ORDER BY id DESC LIMIT @limit
            """,
            new { value, beforeId, limit });
        return [.. rows.Select(row => row.ToEntry())];
    }

    /// <summary>Forgets lines of before a time, whose ids begin with it.</summary>
    public static Task<int> RemoveBeforeAsync(JobStoreSession session, long before) =>
        session.ExecuteAsync(
            "DELETE FROM job_audit WHERE id < @first",
            new { first = IdOf(before) });

    /// <summary>Forgets the oldest lines of before a time, up to a limit.</summary>
    public static Task<int> RemoveBeforeAsync(JobStoreSession session, long before, int limit) =>
        session.ExecuteAsync(
            "DELETE FROM job_audit WHERE id IN (SELECT id FROM job_audit WHERE id < @first ORDER BY id LIMIT @limit)",
            new { first = IdOf(before), limit });

    /// <summary>Counts lines of before a time.</summary>
    public static async Task<long> CountBeforeAsync(JobStoreSession session, long before) =>
        (await session.ListAsync<long>("SELECT COUNT(*) FROM job_audit WHERE id < @first", new { first = IdOf(before) }))[0];

    /// <summary>How the ids of lines of a millisecond begin.</summary>
    private static string IdOf(long at) => $"{at:x12}";

    private static string Cut(string text) => text.Length <= MaxNameLength ? text : text[..MaxNameLength];
}
