using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Stores an administrator's limits, under the queue's lock.</summary>
internal static class QueueLimitsSql
{
    /// <summary>Checks what would result and stores it; the keys' room is computed anew by whoever locks the queue next.</summary>
    public static async Task<bool> ChangeAsync(JobWork work, string queue, QueueLimitsChange change, JobActor actor)
    {
        await work.LockAsync([queue]);
        var row = await QueueSql.FindAsync(work.Session, queue) ?? throw new JobStoreException($"The row of the queue '{queue}' is gone.");
        var changed = new QueueRow
        {
            Queue = queue,
            Concurrency = Stored(change.Concurrency, row.Concurrency),
            KeyConcurrency = Stored(change.KeyConcurrency, row.KeyConcurrency),
            RateStarts = change.Rate is { } rate ? rate.IsDefault ? null : rate.Value?.Starts ?? QueueRow.NoLimit : row.RateStarts,
            RateWindowMs = change.Rate is { } given ? (long?)given.Value?.Window.TotalMilliseconds : row.RateWindowMs,
        };
        var defaults = work.Store.Queues.LimitsOf(queue);
        var (before, after) = (row.Limits(defaults), changed.Limits(defaults));
        if (after.Invalid() is { } invalid)
        {
            throw new ArgumentException(invalid, nameof(change));
        }

        await QueueSql.SetLimitsAsync(work.Session, queue, changed.Concurrency, changed.KeyConcurrency, changed.RateStarts, changed.RateWindowMs);
        await work.AuditAsync(actor, JobActionNames.ChangeLimits, queue, null, $"{Text(before)} -> {Text(after)}");
        return before != after;
    }

    private static long? Stored(LimitChange<int>? change, long? stored) =>
        change is { } given ? given.IsDefault ? null : given.Value ?? QueueRow.NoLimit : stored;

    private static string Text(QueueLimits limits) =>
        $"concurrency {Text(limits.Concurrency)}, per key {Text(limits.KeyConcurrency)}, starts {(limits.Rate is { } rate ? $"{rate.Starts} per {rate.Window}" : "unlimited")}";

    private static string Text(int? limit) => limit is { } value ? $"{value}" : "unlimited";
}
