using FunctionsJobs.Analytics;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>Which way the sums go over several periods: <c>up</c>, <c>down</c>, <c>flat</c> (less than 1 % of the mean per period), or null where nothing can be said.</summary>
public sealed record PeriodTrends
{
    /// <summary>Trend of requests.</summary>
    public required string? Requests { get; init; }

    /// <summary>Trend of impressions.</summary>
    public required string? Impressions { get; init; }

    /// <summary>Trend of clicks.</summary>
    public required string? Clicks { get; init; }

    /// <summary>Trend of revenue.</summary>
    public required string? Revenue { get; init; }

    internal static PeriodTrends Of(IReadOnlyList<RollupCounts> periods) => new()
    {
        Requests = Trend.Of([.. periods.Select(period => period.Requests)]),
        Impressions = Trend.Of([.. periods.Select(period => period.Impressions)]),
        Clicks = Trend.Of([.. periods.Select(period => period.Clicks)]),
        Revenue = Trend.Of([.. periods.Select(period => period.RevenueMicros)]),
    };
}
