namespace FunctionsJobs.Analytics.Api;

/// <summary>Sums, and what is derived from them, as they are sent.</summary>
public class RollupNumbers(RollupCounts counts)
{
    /// <summary>Events of type request.</summary>
    public long Requests => counts.Requests;

    /// <summary>Events of type impression.</summary>
    public long Impressions => counts.Impressions;

    /// <summary>Events of type click.</summary>
    public long Clicks => counts.Clicks;

    /// <summary>Revenue in currency units, exact to six decimals.</summary>
    public decimal Revenue => counts.Revenue;

    /// <summary>Clicks / impressions; null without impressions.</summary>
    public decimal? Ctr => counts.ClickThroughRate;

    /// <summary>Impressions / requests; null without requests.</summary>
    public decimal? FillRate => counts.FillRate;

    /// <summary>Revenue / impressions × 1000, in currency units; null without impressions.</summary>
    public decimal? Ecpm => counts.EffectiveCpm;
}
