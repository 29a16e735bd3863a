namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>The last step: reads the metrics of the period.</summary>
public sealed record ReadMetricsContract
{
    /// <summary>Whose metrics.</summary>
    public required string PublisherId { get; init; }

    /// <summary>The type, by its stored name.</summary>
    public required string MetricType { get; init; }

    /// <summary>The period, as sent.</summary>
    public required string Period { get; init; }

    /// <summary>When the job started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long the result is kept in the cache.</summary>
    public required TimeSpan Lifetime { get; init; }
}
