using FunctionsJobs.Analytics;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>One week.</summary>
public sealed record GrowthWeek
{
    /// <summary>Its Monday.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>Its numbers.</summary>
    public required PeriodTotals Numbers { get; init; }

    /// <summary>Against the week before.</summary>
    public required PeriodGrowth Growth { get; init; }
}
