namespace FunctionsJobs.Cache.Entries;

/// <summary>A value of the cache.</summary>
/// <param name="Value">The value, read anew for each caller.</param>
/// <param name="ComputedAt">When its computation began: it holds everything that was committed before.</param>
public sealed record CacheEntry<T>(T Value, DateTimeOffset ComputedAt);
