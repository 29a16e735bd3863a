namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_dependencies</c>.</summary>
internal static class JobDependencySql
{
    /// <summary>The states of jobs to depend on, locked so that none of them ends unseen. Unknown and foreign ones are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, JobState>> LockParentsAsync(JobStoreSession session, NewJob job, JobStoreDialect dialect)
    {
        var rows = await session.ListAsync<JobStateRow>(
            $"""
            SELECT id AS Id, queue AS Queue, tenant AS Tenant, state AS State FROM jobs
            WHERE {dialect.IsAnyOf("id", "@ids")} ORDER BY id{dialect.RowLock}
            """,
            new { ids = job.DependsOn.ToArray() });
        return rows.Where(row => row.Tenant == job.Tenant).ToDictionary(row => row.Id, row => JobStateNames.Parse(row.State), StringComparer.Ordinal);
    }

    /// <summary>Writes what a new job depends on.</summary>
    public static async Task InsertAsync(JobStoreSession session, string jobId, IReadOnlyDictionary<string, JobState> parents)
    {
        foreach (var (parent, state) in parents)
        {
            await session.ExecuteAsync(
                "INSERT INTO job_dependencies (job_id, depends_on, is_waiting) VALUES (@jobId, @parent, @waiting)",
                new { jobId, parent, waiting = state.IsTerminal() ? 0 : 1 });
        }
    }

    /// <summary>Jobs that wait for a job, with their queues, in order of id.</summary>
    public static Task<IReadOnlyList<JobStateRow>> ListWaitingAsync(JobStoreSession session, string parentId, int limit) =>
        session.ListAsync<JobStateRow>(
            """
            SELECT jobs.id AS Id, jobs.queue AS Queue, jobs.tenant AS Tenant, jobs.state AS State
            FROM job_dependencies JOIN jobs ON jobs.id = job_dependencies.job_id
            WHERE job_dependencies.depends_on = @parentId AND job_dependencies.is_waiting = 1
            ORDER BY job_dependencies.job_id LIMIT @limit
            """,
            new { parentId, limit });

    /// <summary>Whether anything waits for a job.</summary>
    public static async Task<bool> HasWaitingAsync(JobStoreSession session, string parentId) =>
        await session.ReadValueAsync<int>(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM job_dependencies WHERE depends_on = @parentId AND is_waiting = 1) THEN 1 ELSE 0 END",
            new { parentId }) == 1;

    /// <summary>A job knows that another has ended.</summary>
    public static Task SettleAsync(JobStoreSession session, string jobId, string parentId) =>
        session.ExecuteAsync(
            "UPDATE job_dependencies SET is_waiting = 0 WHERE job_id = @jobId AND depends_on = @parentId", new { jobId, parentId });

    /// <summary>A job waits for nothing any more, whatever it was.</summary>
    public static Task SettleAllAsync(JobStoreSession session, string jobId) =>
        session.ExecuteAsync("UPDATE job_dependencies SET is_waiting = 0 WHERE job_id = @jobId AND is_waiting = 1", new { jobId });

    /// <summary>How many jobs a job still waits for.</summary>
    public static Task SetLeftAsync(JobStoreSession session, string jobId, int left) =>
        session.ExecuteAsync("UPDATE jobs SET dependencies_left = @left WHERE id = @jobId", new { jobId, left });

    /// <summary>Notes whether dependents of a job that ended have not been told.</summary>
    public static Task SetPendingAsync(JobStoreSession session, string jobId, bool pending) =>
        session.ExecuteAsync("UPDATE jobs SET dependents_pending = @value WHERE id = @jobId", new { jobId, value = pending ? 1 : 0 });

    /// <summary>A job that ended and whose dependents have not been told, or null.</summary>
    public static Task<JobStateRow?> FindPendingAsync(JobStoreSession session) =>
        session.FindAsync<JobStateRow>(
            "SELECT id AS Id, queue AS Queue, tenant AS Tenant, state AS State FROM jobs WHERE dependents_pending = 1 ORDER BY id LIMIT 1", new { });

    /// <summary>What a job depends on, by id.</summary>
    public static Task<IReadOnlyList<string>> ListAsync(JobStoreSession session, string jobId) =>
        session.ListAsync<string>("SELECT depends_on FROM job_dependencies WHERE job_id = @jobId ORDER BY depends_on", new { jobId });
}
