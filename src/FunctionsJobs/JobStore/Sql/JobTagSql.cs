namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_tags</c>.</summary>
internal static class JobTagSql
{
    /// <summary>Makes a new job findable by its tags.</summary>
    public static async Task InsertAsync(JobStoreSession session, JobRecord job, IReadOnlyList<string> tags)
    {
        foreach (var tag in tags)
        {
            await session.ExecuteAsync(
                "INSERT INTO job_tags (job_id, tag, tenant, created_at) VALUES (@Id, @tag, @Tenant, @createdAt)",
                new { job.Id, tag, job.Tenant, createdAt = job.CreatedAt.ToUnixTimeMilliseconds() });
        }
    }
}
