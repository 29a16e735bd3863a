using FunctionsJobs.Analytics.Metrics;

namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>How much was asked for, shown and clicked; a ratio whose denominator is zero is null.</summary>
public sealed record PerformanceValuesContract
{
    /// <summary>Requests.</summary>
    public required long Requests { get; init; }

    /// <summary>Impressions.</summary>
    public required long Impressions { get; init; }

    /// <summary>Clicks.</summary>
    public required long Clicks { get; init; }

    /// <summary>Impressions / requests.</summary>
    public required decimal? FillRate { get; init; }

    /// <summary>Clicks / impressions.</summary>
    public required decimal? Ctr { get; init; }

    internal static PerformanceValuesContract Of(MetricCounts counts) => new()
    {
        Requests = counts.Rollup.Requests,
        Impressions = counts.Rollup.Impressions,
        Clicks = counts.Rollup.Clicks,
        FillRate = counts.Rollup.FillRate,
        Ctr = counts.Rollup.ClickThroughRate,
    };
}
