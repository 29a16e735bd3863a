using FunctionsJobs.JobStore.Admission;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the tables <c>job_queues</c> and <c>job_counts</c>.</summary>
internal static class QueueSql
{
    /// <summary>Locks a queue's row, which is made when there is none, until the transaction ends.</summary>
    public static async Task<LockedQueue> LockAsync(JobStoreSession session, string queue, JobStoreDialect dialect, QueueCatalogue catalogue)
    {
        var row = await FindAsync(session, queue, dialect.RowLock);
        if (row is null)
        {
            await session.ExecuteAsync("INSERT INTO job_queues (queue) VALUES (@queue) ON CONFLICT (queue) DO NOTHING", new { queue });
            row = await FindAsync(session, queue, dialect.RowLock) ?? throw new JobStoreException($"The row of the queue '{queue}' is gone.");
        }

        var locked = new LockedQueue(row, row.Limits(catalogue.LimitsOf(queue)));
        await QueueKeySql.ApplyLimitAsync(session, locked);
        return locked;
    }

    /// <summary>A queue's row, or null.</summary>
    public static Task<QueueRow?> FindAsync(JobStoreSession session, string queue, string rowLock = "") =>
        session.FindAsync<QueueRow>($"SELECT {QueueRow.Columns} FROM job_queues WHERE queue = @queue{rowLock}", new { queue });

    /// <summary>All rows, by name.</summary>
    public static Task<IReadOnlyList<QueueRow>> ListAsync(JobStoreSession session) =>
        session.ListAsync<QueueRow>($"SELECT {QueueRow.Columns} FROM job_queues ORDER BY queue", new { });

    /// <summary>Writes back what the transaction changed.</summary>
    public static async Task FlushAsync(JobStoreSession session, LockedQueue queue)
    {
        if (queue.IsChanged)
        {
            await session.ExecuteAsync(
                """
                UPDATE job_queues SET running = @Running, last_ready_no = @LastReadyNo, last_start_no = @LastStartNo, key_limit_applied = @KeyLimitApplied
                WHERE queue = @Name
                """,
                new { queue.Running, queue.LastReadyNo, queue.LastStartNo, queue.KeyLimitApplied, queue.Name });
        }

        foreach (var (tenant, state, change) in queue.Counts)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO job_counts (scope, queue, state, jobs) VALUES (@all, @queue, @state, @change), (@scope, @queue, @state, @change)
                ON CONFLICT (scope, queue, state) DO UPDATE SET jobs = job_counts.jobs + excluded.jobs
                """,
                new { all = JobScope.All, scope = JobScope.Of(tenant), queue = queue.Name, state = state.ToName(), change });
        }
    }

    /// <summary>How many jobs of all tenants are in a state.</summary>
    public static Task<long> CountAsync(JobStoreSession session, string queue, JobState state) =>
        session.ReadValueAsync<long>(
            "SELECT COALESCE(MAX(jobs), 0) FROM job_counts WHERE scope = '' AND queue = @queue AND state = @state", new { queue, state = state.ToName() });

    /// <summary>Stores whether the queue is paused.</summary>
    public static Task SetPausedAsync(JobStoreSession session, string queue, bool paused) =>
        session.ExecuteAsync("UPDATE job_queues SET paused = @value WHERE queue = @queue", new { queue, value = paused ? 1 : 0 });

    /// <summary>Stores limits as they are to be stored: null for the default, <see cref="QueueRow.NoLimit"/> for none.</summary>
    public static Task SetLimitsAsync(
        JobStoreSession session, string queue, long? concurrency, long? keyConcurrency, long? rateStarts, long? rateWindowMs) =>
        session.ExecuteAsync(
            """
            UPDATE job_queues SET concurrency = @concurrency, key_concurrency = @keyConcurrency, rate_starts = @rateStarts, rate_window_ms = @rateWindowMs
            WHERE queue = @queue
            """,
            new { queue, concurrency, keyConcurrency, rateStarts, rateWindowMs });
}
