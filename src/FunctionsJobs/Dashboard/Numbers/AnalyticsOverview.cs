using FunctionsJobs.Analytics;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>A year at a glance (<c>analytics:overview</c>).</summary>
public sealed record AnalyticsOverview
{
    /// <summary>The publisher, or null for all together.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>The sums over all those months.</summary>
    public required PeriodTotals Totals { get; init; }

    /// <summary>Twelve months, the present one last, in order.</summary>
    public required IReadOnlyList<NumbersPoint> Monthly { get; init; }

    /// <summary>The publishers with the most revenue in those months, at most ten; null where the numbers are one publisher's.</summary>
    public required IReadOnlyList<PublisherNumbers>? TopPublishers { get; init; }
}
