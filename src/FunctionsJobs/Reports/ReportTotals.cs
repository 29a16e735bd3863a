using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports;

/// <summary>Sums over a period and what follows from them; a ratio whose denominator is zero is null.</summary>
public sealed record ReportTotals
{
    /// <summary>Requests.</summary>
    public required long Requests { get; init; }

    /// <summary>Impressions.</summary>
    public required long Impressions { get; init; }

    /// <summary>Clicks.</summary>
    public required long Clicks { get; init; }

    /// <summary>Revenue in currency units, exact to six decimals.</summary>
    public required decimal Revenue { get; init; }

    /// <summary>Clicks / impressions.</summary>
    public required decimal? Ctr { get; init; }

    /// <summary>Impressions / requests.</summary>
    public required decimal? FillRate { get; init; }

    /// <summary>Revenue / impressions × 1000, in currency units.</summary>
    public required decimal? Ecpm { get; init; }

    internal static ReportTotals Of(RollupCounts counts) => new()
    {
        Requests = counts.Requests,
        Impressions = counts.Impressions,
        Clicks = counts.Clicks,
        Revenue = counts.Revenue,
        Ctr = counts.ClickThroughRate,
        FillRate = counts.FillRate,
        Ecpm = counts.EffectiveCpm,
    };
}
