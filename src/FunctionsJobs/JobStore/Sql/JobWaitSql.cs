namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statement that finds how long jobs wait.</summary>
internal static class JobWaitSql
{
    /// <summary>How many of a queue's waiting jobs are looked at.</summary>
    public const int Scan = 25;

    /// <summary>Among the waiting jobs that were accepted first, since when the longest is ready.</summary>
    public const string Text =
        """
        SELECT MIN(ready_at) FROM
            (SELECT ready_at FROM jobs WHERE queue = @queue AND state = 'queued' ORDER BY created_at, id LIMIT @scan) AS first_accepted
        """;

    /// <summary>Runs it; null where none waits.</summary>
    public static async Task<DateTimeOffset?> FindAsync(JobStoreSession session, string queue) =>
        (await session.ListAsync<long?>(Text, new { queue, scan = Scan })) is [{ } since] ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null;
}
