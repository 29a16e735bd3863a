namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_dependencies</c>.</summary>
internal static class JobDependencySql
{
    /// <summary>The states of jobs to depend on, locked so that none of them ends unseen. Unknown and foreign ones are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, JobState>> LockAwaitedAsync(JobStoreSession session, NewJob job, JobStoreDialect dialect)
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
    public static async Task InsertAsync(JobStoreSession session, string jobId, IReadOnlyDictionary<string, JobState> awaited)
    {
        foreach (var (awaitedId, state) in awaited)
        {
            await session.ExecuteAsync(
                "INSERT INTO job_dependencies (job_id, depends_on, is_waiting) VALUES (@jobId, @awaitedId, @waiting)",
                new { jobId, awaitedId, waiting = state.IsTerminal() ? 0 : 1 });
        }
    }

    /// <summary>A job waits for a child of its own, whether it has waited for it before or not.</summary>
    public static Task AwaitChildAsync(JobStoreSession session, string jobId, string childId) =>
        session.ExecuteAsync(
            """
            INSERT INTO job_dependencies (job_id, depends_on, is_waiting, is_child) VALUES (@jobId, @childId, 1, 1)
            ON CONFLICT (job_id, depends_on) DO UPDATE SET is_waiting = 1
            """,
            new { jobId, childId });

    /// <summary>How many of its children a job waits for.</summary>
    public static Task<int> CountChildrenAsync(JobStoreSession session, string jobId) =>
        session.ReadValueAsync<int>("SELECT COUNT(*) FROM job_dependencies WHERE job_id = @jobId AND is_waiting = 1 AND is_child = 1", new { jobId });

    /// <summary>Jobs that wait for a job, with their queues, in order of id.</summary>
    public static Task<IReadOnlyList<JobWaitingRow>> ListWaitingAsync(JobStoreSession session, string awaitedId, int limit) =>
        session.ListAsync<JobWaitingRow>(
            """
            SELECT jobs.id AS Id, jobs.queue AS Queue, job_dependencies.is_child AS IsChild
            FROM job_dependencies JOIN jobs ON jobs.id = job_dependencies.job_id
            WHERE job_dependencies.depends_on = @awaitedId AND job_dependencies.is_waiting = 1
            ORDER BY job_dependencies.job_id LIMIT @limit
            """,
            new { awaitedId, limit });

    /// <summary>How a job waits, locked.</summary>
    public static async Task<JobPatienceRow> GetPatienceAsync(JobStoreSession session, string jobId, JobStoreDialect dialect) =>
        (await session.FindAsync<JobPatienceRow>(
            $"""
            SELECT state AS State, dependencies_left AS DependenciesLeft, dependency_policy AS DependencyPolicy FROM jobs
            WHERE id = @jobId{dialect.RowLock}
            """,
            new { jobId })) ?? throw new JobStoreException($"There is no job '{jobId}'.");

    /// <summary>Whether anything waits for a job.</summary>
    public static async Task<bool> HasWaitingAsync(JobStoreSession session, string awaitedId) =>
        await session.ReadValueAsync<int>(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM job_dependencies WHERE depends_on = @awaitedId AND is_waiting = 1) THEN 1 ELSE 0 END",
            new { awaitedId }) == 1;

    /// <summary>A job knows that another has ended.</summary>
    public static Task SettleAsync(JobStoreSession session, string jobId, string awaitedId) =>
        session.ExecuteAsync(
            "UPDATE job_dependencies SET is_waiting = 0 WHERE job_id = @jobId AND depends_on = @awaitedId", new { jobId, awaitedId });

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

    /// <summary>What a job was submitted to depend on, by id; its children are not among it.</summary>
    public static Task<IReadOnlyList<string>> ListAsync(JobStoreSession session, string jobId) =>
        session.ListAsync<string>(
            "SELECT depends_on FROM job_dependencies WHERE job_id = @jobId AND is_child = 0 ORDER BY depends_on", new { jobId });
}
