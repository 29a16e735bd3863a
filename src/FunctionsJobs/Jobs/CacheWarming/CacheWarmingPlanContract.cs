namespace FunctionsJobs.Jobs.CacheWarming;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record CacheWarmingPlanContract
{
    /// <summary>Whose numbers; null for all publishers together.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>Their names.</summary>
    public required IReadOnlyList<string> CacheKeys { get; init; }

    /// <summary>How many are computed at once.</summary>
    public required int Parallelism { get; init; }

    /// <summary>How long the results are kept.</summary>
    public required TimeSpan Lifetime { get; init; }
}
