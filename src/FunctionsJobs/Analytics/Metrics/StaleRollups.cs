namespace FunctionsJobs.Analytics.Metrics;

/// <summary>Roll-ups of a publisher that are out of date.</summary>
/// <param name="PublisherId">The publisher.</param>
/// <param name="Range">From the start of the first one to the first millisecond of the last one, inclusive.</param>
public readonly record struct StaleRollups(string PublisherId, UtcRange Range);
