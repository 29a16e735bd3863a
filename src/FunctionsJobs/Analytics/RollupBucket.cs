namespace FunctionsJobs.Analytics;

/// <summary>One stored roll-up.</summary>
/// <param name="Start">First instant of the bucket, UTC.</param>
/// <param name="Counts">Sums over the bucket.</param>
public readonly record struct RollupBucket(DateTimeOffset Start, RollupCounts Counts);
