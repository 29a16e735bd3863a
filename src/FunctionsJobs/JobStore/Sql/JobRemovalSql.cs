namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements that remove jobs, and those on the table <c>job_removals</c>.</summary>
internal static class JobRemovalSql
{
    private const string Columns =
        """
        id AS Id, queue AS Queue, type AS Type, tenant AS Tenant, result AS Result,
        CASE WHEN EXISTS (SELECT 1 FROM jobs AS child WHERE child.parent_id = jobs.id) THEN 1 ELSE 0 END AS HasChildren
        """;

    // A job whose children go on has to stay, and so has a child whose parent needs to know what became of it.
    private const string MayGo =
        """
        dependents_pending = 0 AND children_pending = 0
            AND NOT EXISTS (SELECT 1 FROM jobs AS child WHERE child.parent_id = jobs.id AND child.state NOT IN ('completed', 'failed', 'cancelled'))
            AND (parent_id IS NULL OR NOT EXISTS (
                SELECT 1 FROM jobs AS parent WHERE parent.id = jobs.parent_id AND parent.state NOT IN ('completed', 'failed', 'cancelled')))
        """;

    /// <summary>A queue's jobs that ended in a state before a time, oldest first.</summary>
    public static Task<IReadOnlyList<RemovedJobRow>> ListEndedAsync(
        JobStoreSession session, string queue, JobState state, DateTimeOffset endedBefore, int limit) =>
        session.ListAsync<RemovedJobRow>(
            $"""
            SELECT {Columns} FROM jobs
            WHERE state IN ('completed', 'failed', 'cancelled') AND queue = @queue AND state = @state AND finished_at < @before AND {MayGo}
            ORDER BY finished_at, id LIMIT @limit
            """,
            new { queue, state = state.ToName(), before = endedBefore.ToUnixTimeMilliseconds(), limit });

    /// <summary>The same of one tenant, in order of acceptance.</summary>
    public static Task<IReadOnlyList<RemovedJobRow>> ListEndedAsync(
        JobStoreSession session, string tenant, string queue, JobState state, DateTimeOffset endedBefore, int limit) =>
        session.ListAsync<RemovedJobRow>(
            $"""
            SELECT {Columns} FROM jobs
            WHERE tenant = @tenant AND queue = @queue AND state = @state AND finished_at < @before AND {MayGo}
            ORDER BY created_at, id LIMIT @limit
            """,
            new { tenant, queue, state = state.ToName(), before = endedBefore.ToUnixTimeMilliseconds(), limit });

    /// <summary>How many of a queue's jobs that ended in a state may be removed.</summary>
    public static async Task<long> CountEndedAsync(JobStoreSession session, string queue, JobState state) =>
        (await session.ListAsync<long>(
            $"""
            SELECT COUNT(*) FROM jobs
            WHERE state IN ('completed', 'failed', 'cancelled') AND queue = @queue AND state = @state AND {MayGo}
            """,
            new { queue, state = state.ToName() }))[0];

    /// <summary>Children of a job that has ended, where all of them have and nothing else keeps them.</summary>
    public static Task<IReadOnlyList<EndedChildRow>> ListChildrenAsync(JobStoreSession session, string parentId, int limit) =>
        session.ListAsync<EndedChildRow>(
            """
            SELECT id AS Id, queue AS Queue, type AS Type, tenant AS Tenant, result AS Result, state AS State FROM jobs
            WHERE parent_id = @parentId AND dependents_pending = 0 AND children_pending = 0 ORDER BY id LIMIT @limit
            """,
            new { parentId, limit });

    /// <summary>One job that has ended, or null.</summary>
    public static Task<RemovedJobRow?> FindEndedAsync(JobStoreSession session, string jobId) =>
        session.FindAsync<RemovedJobRow>(
            $"SELECT {Columns} FROM jobs WHERE id = @jobId AND state IN ('completed', 'failed', 'cancelled') AND {MayGo}", new { jobId });

    /// <summary>Takes away jobs of a queue that is locked, which ended in one state, and leaves notes.</summary>
    public static async Task RemoveAsync(JobWork work, LockedQueue queue, JobState state, IReadOnlyList<RemovedJobRow> jobs)
    {
        foreach (var job in jobs)
        {
            await work.Session.ExecuteAsync(
                """
                INSERT INTO job_removals (job_id, queue, type, tenant, result, removed_at) VALUES (@Id, @Queue, @Type, @Tenant, @Result, @now)
                """,
                new { job.Id, job.Queue, job.Type, job.Tenant, job.Result, now = work.Now.ToUnixTimeMilliseconds() });
            await work.Session.ExecuteAsync("DELETE FROM jobs WHERE id = @Id", new { job.Id });
            queue.Move(job.Tenant, state, null);
        }
    }

    /// <summary>Notes of before a time, oldest first.</summary>
    public static Task<IReadOnlyList<RemovedJobRow>> ListAsync(JobStoreSession session, DateTimeOffset removedBefore, int limit) =>
        session.ListAsync<RemovedJobRow>(
            """
            SELECT job_id AS Id, queue AS Queue, type AS Type, tenant AS Tenant, result AS Result FROM job_removals
            WHERE removed_at < @before ORDER BY removed_at, job_id LIMIT @limit
            """,
            new { before = removedBefore.ToUnixTimeMilliseconds(), limit });

    /// <summary>Drops a note.</summary>
    public static Task ConfirmAsync(JobStoreSession session, string jobId) =>
        session.ExecuteAsync("DELETE FROM job_removals WHERE job_id = @jobId", new { jobId });
}
