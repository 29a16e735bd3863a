namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>The data of a <c>metrics-calculation/calculate</c> job, as sent.</summary>
public sealed record MetricsCalculationContract
{
    /// <summary>Whose metrics.</summary>
    public required string PublisherId { get; init; }

    /// <summary><c>performance</c>, <c>revenue</c> or <c>quality</c>.</summary>
    public required string MetricType { get; init; }

    /// <summary>
    /// The period, UTC: an hour (<c>2026-01-31T13</c>), a day (<c>2026-01-31</c>), an ISO week (<c>2026-W05</c>), a month (<c>2026-01</c>), or days
    /// (<c>2026-01-01/2026-02-01</c>, the last one not included).
    /// </summary>
    public required string Period { get; init; }
}
