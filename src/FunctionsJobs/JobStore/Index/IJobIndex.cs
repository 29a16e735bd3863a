namespace FunctionsJobs.JobStore.Index;

/// <summary>Lists, searches, counts and measures jobs. Reads only.</summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>Everything goes by an index: a page costs what it shows, not what the store holds, whatever the filter is. The one exception is a
/// filter by tag together with other ones: such a page looks at 2,000 jobs of the tag at most, and may therefore be short.</item>
/// <item>Counts are read from counters that are exact at every commit, not counted.</item>
/// <item>A question about one tenant sees nothing of another one, and a cursor is worth nothing with another filter than its own.</item>
/// <item>Jobs that were there when the first page was read and stay are seen once while paging; of those that come or go in between nothing is promised.</item>
/// </list>
/// </remarks>
public interface IJobIndex
{
    /// <summary>The most jobs on one page.</summary>
    const int MaxPage = 1000;

    /// <summary>A page of jobs, newest first (by time of acceptance, then by id).</summary>
    /// <param name="filter">Which jobs.</param>
    /// <param name="cursor">Where an earlier page ended, or null for the first. Opaque, signed, and bound to the filter.</param>
    /// <param name="limit">The most jobs, 1 to <see cref="MaxPage"/>.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The page; null where the cursor is none of this store, has been changed, or belongs to another filter.</returns>
    Task<JobPage?> ListAsync(JobFilter filter, string? cursor, int limit, CancellationToken cancellation);

    /// <summary>Jobs per queue and state; of one queue, or of all that have jobs, by name.</summary>
    Task<IReadOnlyList<QueueCounts>> CountAsync(TenantScope tenants, string? queue, CancellationToken cancellation);

    /// <summary>The same with what ended within a window up to now; 5 minutes to 24 hours.</summary>
    Task<IReadOnlyList<QueueMetrics>> MeasureAsync(TenantScope tenants, string? queue, TimeSpan window, CancellationToken cancellation);

    /// <summary>Since when a queue's job waits that waits longest, as far as the 25 tell that were accepted first; null where none waits.</summary>
    Task<DateTimeOffset?> FindWaitingSinceAsync(string queue, CancellationToken cancellation);
}
