using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Counts a queue's jobs anew, under its lock, and sets right what the counters say otherwise.</summary>
internal static class QueueRecountSql
{
    // Counters and rows that are wrong, counted; a counter of 0 and none are the same.
    private const string Actual =
        """
        SELECT '' AS scope, state, COUNT(*) AS jobs FROM jobs WHERE queue = @queue GROUP BY state
        UNION ALL
        SELECT '=' || COALESCE(tenant, '') AS scope, state, COUNT(*) AS jobs FROM jobs WHERE queue = @queue GROUP BY tenant, state
        """;

    private const string ActualKeys =
        """
        SELECT limit_key,
            SUM(CASE WHEN state IN ('running', 'cancelling') THEN 1 ELSE 0 END) AS running
        FROM jobs WHERE queue = @queue AND state IN ('queued', 'running', 'cancelling') GROUP BY limit_key
        """;

    /// <summary>Compares, repairs and audits.</summary>
    public static async Task<QueueRecount> RecountAsync(JobWork work, string queue, JobActor actor)
    {
        await work.LockAsync([queue]);
        var locked = work.FindLocked(queue)!;
        var counts = await RepairCountsAsync(work.Session, queue);
        var keys = await RepairKeysAsync(work.Session, locked);
        var running = await work.Session.ReadValueAsync<int>(
            "SELECT COUNT(*) FROM jobs WHERE queue = @queue AND state IN ('running', 'cancelling')", new { queue });
        var slots = running == locked.Running ? 0 : 1;
        if (slots == 1)
        {
            await work.Session.ExecuteAsync("UPDATE job_queues SET running = @running WHERE queue = @queue", new { queue, running });
        }

        var corrections = counts + keys + slots;
        if (corrections > 0)
        {
            await work.AuditAsync(
                actor, JobActionNames.Repair, queue, null, $"recount: {counts} counters, {keys} keys, slots {locked.Running} -> {running}");
        }

        return new QueueRecount(corrections, running);
    }

    private static async Task<int> RepairCountsAsync(JobStoreSession session, string queue)
    {
        var wrong = await session.ListAsync<WrongCountRow>(
            $"""
            SELECT counted.scope AS Scope, counted.state AS State, SUM(counted.jobs) AS Difference FROM (
                {Actual}
                UNION ALL
                SELECT scope, state, -jobs AS jobs FROM job_counts WHERE queue = @queue) AS counted
            GROUP BY counted.scope, counted.state HAVING SUM(counted.jobs) <> 0
            """,
            new { queue });
        foreach (var row in wrong)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO job_counts (scope, queue, state, jobs) VALUES (@Scope, @queue, @State, @Difference)
                ON CONFLICT (scope, queue, state) DO UPDATE SET jobs = job_counts.jobs + excluded.jobs
                """,
                new { row.Scope, queue, row.State, row.Difference });
        }

        return wrong.Count;
    }

    /// <summary>Computes every key of the queue anew where one of them is wrong.</summary>
    private static async Task<int> RepairKeysAsync(JobStoreSession session, LockedQueue queue)
    {
        var parameters = new { queue = queue.Name, limit = queue.Limits.KeyConcurrency ?? int.MaxValue };
        var wrong = await session.ReadValueAsync<int>(
            $"""
            SELECT COUNT(*) FROM (
                SELECT counted.limit_key FROM (
                    SELECT limit_key, CASE WHEN limit_key = '' THEN 0 ELSE running END AS running, {Head} AS head FROM ({ActualKeys}) AS actual
                    UNION ALL
                    SELECT limit_key, running, head_job AS head FROM job_queue_keys WHERE queue = @queue AND (limit_key <> '' OR head_job IS NOT NULL)
                ) AS counted
                WHERE counted.limit_key <> '' OR counted.head IS NOT NULL
                GROUP BY counted.limit_key, counted.running, counted.head HAVING COUNT(*) <> 2) AS wrong
            """,
            parameters);
        if (wrong == 0)
        {
            return 0;
        }

        await session.ExecuteAsync("DELETE FROM job_queue_keys WHERE queue = @queue", parameters);
        await session.ExecuteAsync(
            $"""
            INSERT INTO job_queue_keys (queue, limit_key, running, is_open)
            SELECT @queue, limit_key, CASE WHEN limit_key = '' THEN 0 ELSE running END,
                CASE WHEN limit_key = '' OR running < @limit THEN 1 ELSE 0 END
            FROM ({ActualKeys}) AS actual
            """,
            parameters);
        await session.ExecuteAsync(
            """
            UPDATE job_queue_keys SET (head_rank, head_no, head_job) = (
                SELECT ready_rank, ready_no, id FROM jobs
                WHERE jobs.queue = job_queue_keys.queue AND jobs.limit_key = job_queue_keys.limit_key AND jobs.state = 'queued'
                ORDER BY ready_rank, ready_no LIMIT 1)
            WHERE queue = @queue
            """,
            parameters);
        return wrong;
    }

    private const string Head =
        """
        (SELECT id FROM jobs WHERE jobs.queue = @queue AND jobs.limit_key = actual.limit_key AND jobs.state = 'queued'
            ORDER BY ready_rank, ready_no LIMIT 1)
        """;

    private sealed class WrongCountRow
    {
        public required string Scope { get; init; }

        public required string State { get; init; }

        public long Difference { get; init; }
    }
}
