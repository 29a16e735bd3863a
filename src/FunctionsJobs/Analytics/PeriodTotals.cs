namespace FunctionsJobs.Analytics;

/// <summary>Sums over a period, and what is derived from them, as people are shown it; a ratio whose denominator is zero is null.</summary>
public sealed record PeriodTotals
{
    /// <summary>Events of type request.</summary>
    public required long Requests { get; init; }

    /// <summary>Events of type impression.</summary>
    public required long Impressions { get; init; }

    /// <summary>Events of type click.</summary>
    public required long Clicks { get; init; }

    /// <summary>Revenue in currency units, exact to six decimals.</summary>
    public required decimal Revenue { get; init; }

    /// <summary>Clicks / impressions.</summary>
    public required decimal? Ctr { get; init; }

    /// <summary>Impressions / requests.</summary>
    public required decimal? FillRate { get; init; }

    /// <summary>Revenue / impressions × 1000, in currency units.</summary>
    public required decimal? Ecpm { get; init; }

    internal static PeriodTotals Of(RollupCounts counts) => new()
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
