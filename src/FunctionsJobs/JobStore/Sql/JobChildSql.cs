namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements about jobs that have children.</summary>
internal static class JobChildSql
{
    // Those that cancellation has something to say to. One that is cancelling knows.
    private const string Stoppable = "state IN ('scheduled', 'blocked', 'queued', 'running', 'retrying')";

    private const string UnderWay = "state IN ('scheduled', 'blocked', 'queued', 'running', 'retrying', 'cancelling')";

    /// <summary>A page of a job's children, in order of id.</summary>
    public static async Task<IReadOnlyList<JobRecord>> ListAsync(JobStoreSession session, string parentId, string afterId, int limit)
    {
        var rows = await session.ListAsync<JobRow>(
            $"SELECT {JobRow.Columns} FROM jobs WHERE parent_id = @parentId AND id > @afterId ORDER BY id LIMIT @limit", new { parentId, afterId, limit });
        return [.. rows.Select(row => row.ToRecord())];
    }

    /// <summary>How many children of a job are in which state.</summary>
    public static async Task<IReadOnlyDictionary<JobState, long>> CountAsync(JobStoreSession session, string parentId)
    {
        var rows = await session.ListAsync<JobCountRow>(
            "SELECT '' AS Queue, state AS State, COUNT(*) AS Jobs FROM jobs WHERE parent_id = @parentId GROUP BY state", new { parentId });
        return rows.ToDictionary(row => JobStateNames.Parse(row.State), row => row.Jobs);
    }

    /// <summary>Whether a child of a job has not ended.</summary>
    public static Task<bool> HasUnderWayAsync(JobStoreSession session, string parentId) => HasAsync(session, parentId, UnderWay);

    /// <summary>Whether a child of a job has neither ended nor been asked to.</summary>
    public static Task<bool> HasStoppableAsync(JobStoreSession session, string parentId) => HasAsync(session, parentId, Stoppable);

    /// <summary>Children of a job that have neither ended nor been asked to.</summary>
    public static Task<IReadOnlyList<JobStateRow>> ListStoppableAsync(JobStoreSession session, string parentId, int limit) =>
        session.ListAsync<JobStateRow>(
            $"""
            SELECT id AS Id, queue AS Queue, tenant AS Tenant, state AS State FROM jobs
            WHERE parent_id = @parentId AND {Stoppable} LIMIT @limit
            """,
            new { parentId, limit });

    /// <summary>Notes whether a job has children that are to be told to stop.</summary>
    public static Task SetPendingAsync(JobStoreSession session, string jobId, bool pending) =>
        session.ExecuteAsync("UPDATE jobs SET children_pending = @value WHERE id = @jobId", new { jobId, value = pending ? 1 : 0 });

    /// <summary>A job whose children are to be told to stop, or null.</summary>
    public static Task<JobStateRow?> FindPendingAsync(JobStoreSession session) =>
        session.FindAsync<JobStateRow>(
            "SELECT id AS Id, queue AS Queue, tenant AS Tenant, state AS State FROM jobs WHERE children_pending = 1 ORDER BY id LIMIT 1", new { });

    /// <summary>A child belongs to a run of its parent.</summary>
    public static Task SetRunAsync(JobStoreSession session, string childId, int run) =>
        session.ExecuteAsync("UPDATE jobs SET parent_run = @run WHERE id = @childId", new { childId, run });

    private static async Task<bool> HasAsync(JobStoreSession session, string parentId, string condition) =>
        await session.ReadValueAsync<int>(
            $"SELECT CASE WHEN EXISTS (SELECT 1 FROM jobs WHERE parent_id = @parentId AND {condition}) THEN 1 ELSE 0 END", new { parentId }) == 1;
}
