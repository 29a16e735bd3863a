namespace FunctionsJobs.Analytics;

/// <summary>The exact sums of one bucket, or of several.</summary>
/// <param name="Requests">Events of type request.</param>
/// <param name="Impressions">Events of type impression.</param>
/// <param name="Clicks">Events of type click.</param>
/// <param name="RevenueMicros">Revenue in micro-units.</param>
/// <remarks>
/// Ratios are derived when read and never stored, so that they cannot disagree with the sums. They are rounded to six decimals, half to even,
/// and are <see langword="null"/> where the denominator is zero.
/// </remarks>
public readonly record struct RollupCounts(long Requests, long Impressions, long Clicks, long RevenueMicros)
{
    /// <summary>Revenue in currency units, exact.</summary>
    public decimal Revenue => RevenueMicros / 1_000_000m;

    /// <summary>Click-through rate: clicks / impressions.</summary>
    public decimal? ClickThroughRate => Ratio(Clicks, Impressions, 1);

    /// <summary>Fill rate: impressions / requests.</summary>
    public decimal? FillRate => Ratio(Impressions, Requests, 1);

    /// <summary>Effective cost per mille: revenue / impressions × 1000, in currency units.</summary>
    public decimal? EffectiveCpm => Ratio(RevenueMicros, Impressions, 0.001m);

    /// <summary>Adds two sums; throws <see cref="OverflowException"/> rather than wrap.</summary>
    public static RollupCounts operator +(RollupCounts left, RollupCounts right) => checked(new(
        left.Requests + right.Requests,
        left.Impressions + right.Impressions,
        left.Clicks + right.Clicks,
        left.RevenueMicros + right.RevenueMicros));

    /// <summary>The same as the operator.</summary>
    public RollupCounts Add(RollupCounts other) => this + other;

    private static decimal? Ratio(long numerator, long denominator, decimal factor) =>
        denominator == 0 ? null : Math.Round(numerator * factor / denominator, 6, MidpointRounding.ToEven);
}
