namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>Sums over a range and what follows from them; a ratio whose denominator is zero is null.</summary>
public sealed record AggregationTotalsContract
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
}
