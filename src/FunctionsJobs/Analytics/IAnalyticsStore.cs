namespace FunctionsJobs.Analytics;

/// <summary>
/// Raw events and their roll-ups, per publisher.
/// </summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>Tenancy: an event belongs to its publisher. Its id is unique within that publisher only, and every call names the publisher it is about;
/// no call reads or changes rows of another.</item>
/// <item>Idempotence of events: the first event of an id wins. A repeat counts as a duplicate and changes nothing, whatever it carries.</item>
/// <item>One call that writes is one transaction, durable when its task completes. After a fault or a cancellation nothing of the call is there.</item>
/// <item>A roll-up is a function of the events alone: hours from events, days from hours, weeks and months from days. Running a step again, in any
/// order, alongside others or over overlapping ranges, gives the same rows; a bucket without events has no row.</item>
/// <item>A bucket is <em>stale</em> from the commit that changed what it is computed from until the commit that recomputes it from data that includes
/// that change. A step never clears the mark of a change it has not seen, so that late events are never lost.</item>
/// <item>Sums are exact integers. One that would not fit 64 bits is a fault, never a wrapped or rounded number.</item>
/// <item>Hours from before a publisher's horizon (<see cref="Retention.IEventRetention"/>) have no events any more: their roll-ups stay as they are.</item>
/// <item>Reads never block writes and see every call that has completed.</item>
/// </list>
/// Grouping is done by the database on an index; no call reads events into the process to add them up, and none holds more of them than a page.
/// Faults are <see cref="AnalyticsStoreException"/>; a cancelled call throws <see cref="OperationCanceledException"/>.
/// </remarks>
public interface IAnalyticsStore
{
    /// <summary>Brings the schema up to date under a lock. Called once, before anything else; safe to call from several processes at once.</summary>
    Task OpenAsync(CancellationToken cancellation);

    /// <summary>Stores a batch of events, of one or several publishers, in one transaction, and marks the hours it changed as stale.</summary>
    /// <remarks>Callers stream: they cut any number of events into batches of bounded size. A batch that was interrupted is simply sent again.</remarks>
    Task<IngestResult> AddEventsAsync(ReadOnlyMemory<AnalyticsEvent> batch, CancellationToken cancellation);

    /// <summary>Recomputes the hours of one UTC day from the events.</summary>
    /// <remarks>Days are independent of each other: a range is rolled up by calling this for its days, in parallel if wished.</remarks>
    Task<RollupWrite> RollUpHoursAsync(string publisherId, DateOnly day, CancellationToken cancellation);

    /// <summary>
    /// Recomputes every bucket of <paramref name="granularity"/> that shares an instant with <paramref name="range"/>, from the next finer level
    /// (day from hours, week and month from days).
    /// </summary>
    /// <remarks>
    /// A bucket that the range cuts is computed whole. Finer buckets inside it that are stale are recomputed first, each day or level in a
    /// transaction of its own, so that the result is right whatever ran before; callers that want progress and parallelism roll the hours of <see cref="UtcRange.Covering"/> up themselves.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="granularity"/> is <see cref="Granularity.Hour"/>; see <see cref="RollUpHoursAsync"/>.</exception>
    Task<RollupWrite> RollUpAsync(string publisherId, Granularity granularity, UtcRange range, CancellationToken cancellation);

    /// <summary>The UTC days within the days of <paramref name="range"/> that hold a stale hour, in order.</summary>
    Task<IReadOnlyList<DateOnly>> ListStaleDaysAsync(string publisherId, UtcRange range, CancellationToken cancellation);

    /// <summary>The stored buckets that share an instant with <paramref name="range"/>, in order of time. Callers bound the range.</summary>
    Task<IReadOnlyList<RollupBucket>> ReadRollupsAsync(string publisherId, Granularity granularity, UtcRange range, CancellationToken cancellation);

    /// <summary>The sums over the stored buckets that share an instant with <paramref name="range"/>.</summary>
    Task<RollupWrite> SumRollupsAsync(string publisherId, Granularity granularity, UtcRange range, CancellationToken cancellation);

    /// <summary>One page of a publisher's events, in the order of their UTC hour, and of their ids within it.</summary>
    /// <remarks>
    /// No event is on two pages. One that is added while somebody goes from page to page is on a later page, or on none. Of the lists of the query, a
    /// page holds what is in all of them.
    /// </remarks>
    /// <param name="publisherId">The publisher.</param>
    /// <param name="query">Which events.</param>
    /// <param name="after">Where the page before ended, or null for the first.</param>
    /// <param name="page">Takes the events in place of those it had; fewer than it can take, and they are the last.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task ReadEventsAsync(string publisherId, EventQuery query, EventPosition? after, EventPage page, CancellationToken cancellation);

    /// <summary>One page of the ids of publishers that ever sent an event, in ordinal order.</summary>
    /// <param name="afterPublisherId">Exclusive start, or <see langword="null"/> for the first page.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<IReadOnlyList<string>> ListPublishersAsync(string? afterPublisherId, int limit, CancellationToken cancellation);

    /// <summary>Deletes events of whole hours, and marks those hours as stale, so that the next roll-up removes or lowers their buckets.</summary>
    /// <param name="publisherId">The publisher.</param>
    /// <param name="range">Every hour that shares an instant with it is deleted.</param>
    /// <param name="limit">At most this many events in this call; call again while it answers that many.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>How many events were deleted.</returns>
    Task<int> DeleteEventsAsync(string publisherId, UtcRange range, int limit, CancellationToken cancellation);

    /// <summary>Reads a little from the store, to tell whether it can be used.</summary>
    /// <exception cref="AnalyticsStoreException">It cannot.</exception>
    Task<AnalyticsProbe> ProbeAsync(CancellationToken cancellation);
}
