namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record MetricsCalculationPlanContract
{
    /// <summary>Whose metrics.</summary>
    public required string PublisherId { get; init; }

    /// <summary>The type, by its stored name.</summary>
    public required string MetricType { get; init; }

    /// <summary>The period, as sent.</summary>
    public required string Period { get; init; }

    /// <summary>Its first day, UTC.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>How many days it touches.</summary>
    public required int Days { get; init; }

    /// <summary>How many of them are computed at once.</summary>
    public required int Parallelism { get; init; }

    /// <summary>How long the result is kept in the cache.</summary>
    public required TimeSpan Lifetime { get; init; }
}
