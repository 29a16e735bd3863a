using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_audit</c>.</summary>
internal static class JobAuditSql
{
    private const int MaxNameLength = 200;

    /// <summary>Appends a line.</summary>
    public static Task AppendAsync(JobStoreSession session, TimeProvider time, JobAuditLine line) =>
        session.ExecuteAsync(
            """
            INSERT INTO job_audit (id, at, actor, origin, action, queue, job_id, tenant, detail)
            VALUES (@id, @at, @actor, @origin, @Action, @Queue, @JobId, @Tenant, @Detail)
            """,
            new
            {
                id = JobId.New(time),
                at = time.GetUtcNow().ToUnixTimeMilliseconds(),
                actor = Cut(line.Actor.Name),
                origin = line.Actor.Origin is { } origin ? Cut(origin) : null,
                line.Action,
                line.Queue,
                line.JobId,
                line.Tenant,
                line.Detail,
            });

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
            new { first = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(before)).ToString("N")[..12] });

    private static string Cut(string text) => text.Length <= MaxNameLength ? text : text[..MaxNameLength];
}
