namespace FunctionsJobs.Analytics.Metrics;

/// <summary>What a metric is about. Stored and sent by name (<see cref="MetricTypeNames"/>); append-only.</summary>
public enum MetricType
{
    /// <summary>How much was asked for, shown and clicked; <c>performance</c>.</summary>
    Performance,

    /// <summary>What it earned; <c>revenue</c>.</summary>
    Revenue,

    /// <summary>How far the events can be relied on; <c>quality</c>.</summary>
    Quality,
}
