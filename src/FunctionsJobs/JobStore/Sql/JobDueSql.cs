namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements that find scheduled jobs by their time.</summary>
internal static class JobDueSql
{
    /// <summary>Jobs whose time has come, the longest due first.</summary>
    public static Task<IReadOnlyList<string>> ListAsync(JobStoreSession session, string queue, DateTimeOffset now, int limit) =>
        session.ListAsync<string>(
            "SELECT id FROM jobs WHERE state = 'scheduled' AND queue = @queue AND due_at <= @now ORDER BY due_at LIMIT @limit",
            new { queue, now = now.ToUnixTimeMilliseconds(), limit });

    /// <summary>When the next job becomes due; null for never.</summary>
    public static async Task<DateTimeOffset?> FindNextAsync(JobStoreSession session, string queue)
    {
        var next = await session.ListAsync<long>(
            "SELECT due_at FROM jobs WHERE state = 'scheduled' AND queue = @queue ORDER BY due_at LIMIT 1", new { queue });
        return next.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(next[0]);
    }
}
