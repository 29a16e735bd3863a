namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>The result of the job: the metrics of its type, and null for the other types.</summary>
public sealed record MetricsCalculationResultContract
{
    /// <summary>Whose metrics.</summary>
    public required string PublisherId { get; init; }

    /// <summary>The type.</summary>
    public required string MetricType { get; init; }

    /// <summary>The period, as sent.</summary>
    public required string Period { get; init; }

    /// <summary>Its first instant, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after it, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Hours whose events had changed since their metrics were computed last, within the days that the period touches.</summary>
    public int HoursCalculated { get; init; }

    /// <summary>The metrics of the type <c>performance</c>.</summary>
    public required PerformanceValuesContract? Performance { get; init; }

    /// <summary>The metrics of the type <c>revenue</c>.</summary>
    public required RevenueValuesContract? Revenue { get; init; }

    /// <summary>The metrics of the type <c>quality</c>.</summary>
    public required QualityValuesContract? Quality { get; init; }
}
