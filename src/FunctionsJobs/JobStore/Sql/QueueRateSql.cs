using FunctionsJobs.JobStore.Admission;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_starts</c>, under the queue's lock.</summary>
/// <remarks>
/// Starts are numbered. A start is allowed when the one <see cref="RateLimit.Starts"/> before it is at least a window old. Then any two starts
/// whose numbers differ by a multiple of the limit are a window apart, so no window holds more than the limit, even where clocks of several
/// processes differ. Starts are recorded while a rate limit counts: a limit holds for windows that begin after it was set.
/// </remarks>
internal static class QueueRateSql
{
    /// <summary>When the next start is allowed; null for now.</summary>
    public static async Task<DateTimeOffset?> NextStartAsync(JobStoreSession session, LockedQueue queue, DateTimeOffset now)
    {
        if (queue.Limits.Rate is not { } rate)
        {
            return null;
        }

        var number = queue.LastStartNo + 1 - rate.Starts;
        var at = queue.FindStart(number) ?? queue.NoteStart(number, await session.ReadValueAsync<long>(
            "SELECT COALESCE(MAX(at), -1) FROM job_starts WHERE queue = @queue AND start_no = @number", new { queue = queue.Name, number }));
        var start = DateTimeOffset.FromUnixTimeMilliseconds(at);

        // A start that lies more than a window ahead was recorded before the clock was set back; it must not hold the queue until the clock is there again.
        if (at < 0 || start > now + rate.Window)
        {
            return null;
        }

        return start + rate.Window > now ? start + rate.Window : null;
    }

    /// <summary>Records a start, and forgets the one that no later start has to be compared with.</summary>
    public static async Task RecordAsync(JobStoreSession session, LockedQueue queue, DateTimeOffset now)
    {
        if (queue.Limits.Rate is not { } rate)
        {
            return;
        }

        var number = queue.NextStartNo();
        await session.ExecuteAsync(
            "INSERT INTO job_starts (queue, start_no, at) VALUES (@queue, @number, @at)",
            new { queue = queue.Name, number, at = now.ToUnixTimeMilliseconds() });
        await session.ExecuteAsync(
            "DELETE FROM job_starts WHERE queue = @queue AND start_no <= @last", new { queue = queue.Name, last = number - rate.Starts });
    }
}
