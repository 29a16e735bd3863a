using FunctionsJobs.Analytics;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>The numbers of one period of a series.</summary>
public sealed record NumbersPoint
{
    /// <summary>First day of the period, UTC.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>Its numbers; zeros where nothing happened.</summary>
    public required PeriodTotals Numbers { get; init; }
}
