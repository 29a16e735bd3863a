namespace FunctionsJobs.Analytics;

/// <summary>Where a page of events ends: after the event of an id, in the UTC hour of a time.</summary>
/// <param name="AtMilliseconds">The time of the page's last event.</param>
/// <param name="Id">Its id.</param>
public readonly record struct EventPosition(long AtMilliseconds, string Id);
