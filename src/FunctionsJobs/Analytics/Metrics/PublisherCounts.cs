namespace FunctionsJobs.Analytics.Metrics;

/// <summary>A publisher's sums.</summary>
/// <param name="PublisherId">The publisher.</param>
/// <param name="Counts">The sums.</param>
public readonly record struct PublisherCounts(string PublisherId, RollupCounts Counts);
