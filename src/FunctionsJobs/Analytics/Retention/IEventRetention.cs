namespace FunctionsJobs.Analytics.Retention;

/// <summary>Removes raw events that are old, and keeps what was computed from them.</summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>Each publisher has a horizon, the start of a UTC day that only ever moves forward. Before it no event is kept, and roll-ups stay as they were when it
/// passed them: running a roll-up again changes nothing there.</item>
/// <item>The horizon passes no hour that is stale, so nothing is removed before it was counted.</item>
/// <item>A call is one transaction of bounded size. What was removed stays removed; a call again goes on with the rest.</item>
/// </list>
/// Ingestion refuses events from before the horizon. Faults are <see cref="AnalyticsStoreException"/>.
/// </remarks>
public interface IEventRetention
{
    /// <summary>The horizons of publishers that have one; of one publisher, or of all (null).</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadHorizonsAsync(string? publisherId, CancellationToken cancellation);

    /// <summary>How many events of a publisher lie before the start of a UTC day.</summary>
    Task<long> CountAsync(string publisherId, DateOnly before, CancellationToken cancellation);

    /// <summary>Moves the horizon to the start of a UTC day, and removes events from before it; up to a limit, so call it until the answer is smaller.</summary>
    /// <returns>How many were removed; null where a day before it holds stale hours: roll them up first, nothing was changed.</returns>
    Task<int?> RemoveAsync(string publisherId, DateOnly before, int limit, CancellationToken cancellation);
}
