namespace FunctionsJobs.Analytics.Metrics;

/// <summary>The exact counts that the metrics of one period are derived from (docs/metrics.md). Ratios are never stored, and null where the denominator is zero.</summary>
/// <param name="Rollup">Requests, impressions, clicks and revenue.</param>
/// <param name="CompleteEvents">Events that name their ad unit, country and device.</param>
/// <param name="PaidImpressions">Impressions with revenue.</param>
public readonly record struct MetricCounts(RollupCounts Rollup, long CompleteEvents, long PaidImpressions)
{
    /// <summary>Events of any type.</summary>
    public long Events => checked(Rollup.Requests + Rollup.Impressions + Rollup.Clicks);

    /// <summary>Revenue per request × 1000 (request RPM), in currency units.</summary>
    public decimal? RevenuePerThousandRequests => Ratio(Rollup.Revenue * 1000, Rollup.Requests);

    /// <summary>Revenue per click, in currency units.</summary>
    public decimal? RevenuePerClick => Ratio(Rollup.Revenue, Rollup.Clicks);

    /// <summary>Completeness: the share of events that name all of ad unit, country and device.</summary>
    public decimal? Completeness => Ratio(CompleteEvents, Events);

    /// <summary>The share of impressions with revenue.</summary>
    public decimal? PaidShare => Ratio(PaidImpressions, Rollup.Impressions);

    /// <summary>
    /// Consistency: one minus the share of events that cannot be, since there are fewer of the kind that has to come before: impressions beyond requests, clicks beyond impressions.
    /// </summary>
    public decimal? Consistency => Ratio(
        Events - Math.Max(0, Rollup.Impressions - Rollup.Requests) - Math.Max(0, Rollup.Clicks - Rollup.Impressions), Events);

    /// <summary>Adds two; throws <see cref="OverflowException"/> rather than wrap.</summary>
    public static MetricCounts operator +(MetricCounts left, MetricCounts right) => checked(new(
        left.Rollup + right.Rollup, left.CompleteEvents + right.CompleteEvents, left.PaidImpressions + right.PaidImpressions));

    /// <summary>The same as the operator.</summary>
    public MetricCounts Add(MetricCounts other) => this + other;

    private static decimal? Ratio(decimal numerator, long denominator) =>
        denominator == 0 ? null : Math.Round(numerator / denominator, 6, MidpointRounding.ToEven);
}
