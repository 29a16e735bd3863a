using FunctionsJobs.Analytics.Metrics;

namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>What it earned, in currency units; a ratio whose denominator is zero is null.</summary>
public sealed record RevenueValuesContract
{
    /// <summary>Revenue, exact to six decimals.</summary>
    public required decimal Revenue { get; init; }

    /// <summary>Revenue / impressions × 1000.</summary>
    public required decimal? Ecpm { get; init; }

    /// <summary>Revenue / requests × 1000.</summary>
    public required decimal? RevenuePerThousandRequests { get; init; }

    /// <summary>Revenue / clicks.</summary>
    public required decimal? RevenuePerClick { get; init; }

    internal static RevenueValuesContract Of(MetricCounts counts) => new()
    {
        Revenue = counts.Rollup.Revenue,
        Ecpm = counts.Rollup.EffectiveCpm,
        RevenuePerThousandRequests = counts.RevenuePerThousandRequests,
        RevenuePerClick = counts.RevenuePerClick,
    };
}
