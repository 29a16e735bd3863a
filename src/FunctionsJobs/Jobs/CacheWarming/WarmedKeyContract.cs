namespace FunctionsJobs.Jobs.CacheWarming;

/// <summary>A name whose numbers are in the cache.</summary>
public sealed record WarmedKeyContract
{
    /// <summary>The name.</summary>
    public required string CacheKey { get; init; }

    /// <summary>When their computation began: by this job, or by another one since it started.</summary>
    public required DateTimeOffset ComputedAt { get; init; }
}
