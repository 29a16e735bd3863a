using FunctionsJobs.Analytics;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>The numbers of one publisher.</summary>
public sealed record PublisherNumbers
{
    /// <summary>The publisher.</summary>
    public required string PublisherId { get; init; }

    /// <summary>Its numbers.</summary>
    public required PeriodTotals Numbers { get; init; }
}
