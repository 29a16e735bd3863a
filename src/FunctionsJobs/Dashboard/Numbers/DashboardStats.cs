using FunctionsJobs.Analytics;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>The dashboard's first look (<c>dashboard:stats</c>). Days are UTC; today is not over yet.</summary>
public sealed record DashboardStats
{
    /// <summary>The publisher, or null for all together.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>The day that began last.</summary>
    public required PeriodTotals Today { get; init; }

    /// <summary>The day before.</summary>
    public required PeriodTotals Yesterday { get; init; }

    /// <summary>The seven days before today.</summary>
    public required PeriodTotals Last7Days { get; init; }

    /// <summary>Those seven days against the seven before them.</summary>
    public required PeriodGrowth Last7DaysGrowth { get; init; }

    /// <summary>The thirty days before today.</summary>
    public required PeriodTotals Last30Days { get; init; }

    /// <summary>Each of those thirty days, and today, in order.</summary>
    public required IReadOnlyList<NumbersPoint> Daily { get; init; }
}
