using FunctionsJobs.Analytics;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>Performance over a range of days (<c>analytics:performance</c>: the thirty days before today).</summary>
public sealed record PerformanceReport
{
    /// <summary>The publisher, or null for all together.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>First day, UTC.</summary>
    public required DateOnly From { get; init; }

    /// <summary>First day after the range.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The sums over the range.</summary>
    public required PeriodTotals Totals { get; init; }

    /// <summary>The sums over as many days before it.</summary>
    public required PeriodTotals Previous { get; init; }

    /// <summary>The range against the days before it.</summary>
    public required PeriodGrowth Growth { get; init; }

    /// <summary><c>day</c>; for more than 62 days <c>week</c>, and for more than 366 <c>month</c>. The first and the last bucket hold the days of the range only.</summary>
    public required string Granularity { get; init; }

    /// <summary>The range in such buckets, in order.</summary>
    public required IReadOnlyList<NumbersPoint> Series { get; init; }
}
