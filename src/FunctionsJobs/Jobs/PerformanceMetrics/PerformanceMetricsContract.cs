namespace FunctionsJobs.Jobs.PerformanceMetrics;

/// <summary>The data of a <c>metrics-calculation/performance-metrics</c> job, as sent.</summary>
public sealed record PerformanceMetricsContract
{
    /// <summary>Whose performance; left out, that of all publishers together, or of the one the caller is bound to.</summary>
    public string? PublisherId { get; init; }

    /// <summary>First instant of the range: an ISO 8601 date or time with a zone. The UTC day that holds it is taken whole.</summary>
    public required string StartDate { get; init; }

    /// <summary>First instant after the range, in the same form; the day that it cuts is taken whole.</summary>
    public required string EndDate { get; init; }
}
