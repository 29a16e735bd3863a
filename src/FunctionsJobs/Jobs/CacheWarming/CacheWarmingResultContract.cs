namespace FunctionsJobs.Jobs.CacheWarming;

/// <summary>The result of the job. The numbers themselves are in the cache.</summary>
public sealed record CacheWarmingResultContract
{
    /// <summary>Whose numbers; null for all publishers together.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>What was computed, in the order it was asked for.</summary>
    public required IReadOnlyList<WarmedKeyContract> Warmed { get; init; }
}
