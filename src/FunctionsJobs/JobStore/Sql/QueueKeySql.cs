namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_queue_keys</c>, under the queue's lock.</summary>
/// <remarks>
/// The table holds, per limit key, how many jobs run and which waiting one goes first. So the next job of a queue is one index entry among
/// the keys with room, and a key with a hundred thousand waiting jobs and no room costs nothing.
/// Jobs without a key share the row of the empty key, which always has room and counts nothing.
/// </remarks>
internal static class QueueKeySql
{
    // Of the key's waiting jobs, the one that goes first.
    private const string NewHead =
        """
        (head_rank, head_no, head_job) = (
            SELECT ready_rank, ready_no, id FROM jobs
            WHERE jobs.queue = @queue AND jobs.limit_key = @key AND jobs.state = 'queued'
            ORDER BY ready_rank, ready_no LIMIT 1)
        """;

    /// <summary>The head of the heads, or null when nothing could be admitted.</summary>
    public static Task<QueueKeyHead?> FindFirstAsync(JobStoreSession session, string queue) =>
        session.FindAsync<QueueKeyHead>(
            """
            SELECT head_job AS HeadJob, head_rank AS HeadRank, head_no AS HeadNo FROM job_queue_keys
            WHERE queue = @queue AND is_open = 1 AND head_job IS NOT NULL ORDER BY head_rank, head_no LIMIT 1
            """,
            new { queue });

    /// <summary>Whether a key has room.</summary>
    public static async Task<bool> IsOpenAsync(JobStoreSession session, string queue, string key) =>
        key.Length == 0
        || await session.ReadValueAsync<int>(
            "SELECT COALESCE((SELECT is_open FROM job_queue_keys WHERE queue = @queue AND limit_key = @key), 1)", new { queue, key }) == 1;

    /// <summary>A job waits, whose row is written.</summary>
    public static Task AddWaitingAsync(JobStoreSession session, string queue, string key, long rank, long number, string jobId) =>
        session.ExecuteAsync(
            """
            INSERT INTO job_queue_keys (queue, limit_key, running, is_open, head_rank, head_no, head_job)
            VALUES (@queue, @key, 0, 1, @rank, @number, @jobId)
            ON CONFLICT (queue, limit_key) DO UPDATE SET head_rank = excluded.head_rank, head_no = excluded.head_no, head_job = excluded.head_job
            WHERE job_queue_keys.head_job IS NULL
                OR (excluded.head_rank, excluded.head_no) < (job_queue_keys.head_rank, job_queue_keys.head_no)
            """,
            new { queue, key, rank, number, jobId });

    /// <summary>A job does not wait any more, and its row says so.</summary>
    public static async Task RemoveWaitingAsync(JobStoreSession session, string queue, string key, string jobId)
    {
        var changed = await session.ExecuteAsync(
            $"UPDATE job_queue_keys SET {NewHead} WHERE queue = @queue AND limit_key = @key AND head_job = @jobId", new { queue, key, jobId });
        if (changed == 1 && key.Length > 0)
        {
            await DropUnusedAsync(session, queue, key);
        }
    }

    /// <summary>A job of the key took a slot.</summary>
    public static async Task TakeSlotAsync(JobStoreSession session, LockedQueue queue, string key)
    {
        if (key.Length == 0)
        {
            return;
        }

        var limit = queue.Limits.KeyConcurrency ?? int.MaxValue;
        await session.ExecuteAsync(
            """
            INSERT INTO job_queue_keys (queue, limit_key, running, is_open) VALUES (@queue, @key, 1, @openAtOne)
            ON CONFLICT (queue, limit_key) DO UPDATE SET
                running = job_queue_keys.running + 1, is_open = CASE WHEN job_queue_keys.running + 1 < @limit THEN 1 ELSE 0 END
            """,
            new { queue = queue.Name, key, limit, openAtOne = limit > 1 ? 1 : 0 });
    }

    /// <summary>A job of the key gave its slot back.</summary>
    public static async Task ReleaseSlotAsync(JobStoreSession session, LockedQueue queue, string key)
    {
        if (key.Length == 0)
        {
            return;
        }

        await session.ExecuteAsync(
            """
            UPDATE job_queue_keys SET running = running - 1, is_open = CASE WHEN running - 1 < @limit THEN 1 ELSE 0 END
            WHERE queue = @queue AND limit_key = @key
            """,
            new { queue = queue.Name, key, limit = queue.Limits.KeyConcurrency ?? int.MaxValue });
        await DropUnusedAsync(session, queue.Name, key);
    }

    /// <summary>Computes anew which keys have room, where the limit is another than the one it was computed with.</summary>
    public static async Task ApplyLimitAsync(JobStoreSession session, LockedQueue queue)
    {
        var limit = queue.Limits.KeyConcurrency ?? QueueRow.NoLimit;
        if (queue.KeyLimitApplied == limit)
        {
            return;
        }

        await session.ExecuteAsync(
            "UPDATE job_queue_keys SET is_open = CASE WHEN limit_key = '' OR @limit < 0 OR running < @limit THEN 1 ELSE 0 END WHERE queue = @queue",
            new { queue = queue.Name, limit });
        queue.KeyLimitApplied = limit;
    }

    private static Task<int> DropUnusedAsync(JobStoreSession session, string queue, string key) =>
        session.ExecuteAsync(
            "DELETE FROM job_queue_keys WHERE queue = @queue AND limit_key = @key AND running = 0 AND head_job IS NULL", new { queue, key });
}
