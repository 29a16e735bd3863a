using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_audit</c>.</summary>
internal static class JobAuditSql
{
    private const int MaxNameLength = 200;

    /// <summary>Appends a line.</summary>
    public static Task AppendAsync(JobStoreSession session, TimeProvider time, DateTimeOffset now, JobActor actor, string action, string? queue, JobRecord? job, string? detail) =>
        session.ExecuteAsync(
            """
            INSERT INTO job_audit (id, at, actor, origin, action, queue, job_id, tenant, detail)
            VALUES (@id, @at, @actor, @origin, @action, @queue, @jobId, @tenant, @detail)
            """,
            new
            {
                id = JobId.New(time),
                at = now.ToUnixTimeMilliseconds(),
                actor = Cut(actor.Name),
                origin = actor.Origin is null ? null : Cut(actor.Origin),
                action,
                queue = queue ?? job?.Queue,
                jobId = job?.Id,
                tenant = job?.Tenant,
                detail,
            });

    private static string Cut(string text) => text.Length <= MaxNameLength ? text : text[..MaxNameLength];
}
