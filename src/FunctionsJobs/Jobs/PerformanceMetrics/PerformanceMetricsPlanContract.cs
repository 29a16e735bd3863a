namespace FunctionsJobs.Jobs.PerformanceMetrics;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record PerformanceMetricsPlanContract
{
    /// <summary>Whose performance; null for all publishers together.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>First day, UTC.</summary>
    public required DateOnly From { get; init; }

    /// <summary>First day after the range.</summary>
    public required DateOnly To { get; init; }

    /// <summary>How long the result is kept in the cache.</summary>
    public required TimeSpan Lifetime { get; init; }
}
