namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>The data of an <c>analytics-aggregation/aggregate</c> job, as sent.</summary>
public sealed record AnalyticsAggregationContract
{
    /// <summary>Whose events are rolled up.</summary>
    public required string PublisherId { get; init; }

    /// <summary>First instant of the range: an ISO 8601 date (the start of that UTC day) or date and time with a zone.</summary>
    public required string StartDate { get; init; }

    /// <summary>First instant after the range, in the same form.</summary>
    public required string EndDate { get; init; }

    /// <summary>The coarsest roll-up wanted: <c>hour</c>, <c>day</c>, <c>week</c> or <c>month</c>. What it is computed from is rolled up too.</summary>
    public required string Granularity { get; init; }
}
