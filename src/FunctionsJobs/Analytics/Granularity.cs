namespace FunctionsJobs.Analytics;

/// <summary>The length of one roll-up bucket. All borders are UTC. Stored and sent by name (<see cref="AnalyticsNames"/>); append-only.</summary>
public enum Granularity
{
    /// <summary>60 minutes; computed from events; <c>hour</c>.</summary>
    Hour,

    /// <summary>A UTC day; computed from hours; <c>day</c>.</summary>
    Day,

    /// <summary>An ISO 8601 week, Monday to Monday; computed from days; <c>week</c>.</summary>
    Week,

    /// <summary>A calendar month; computed from days; <c>month</c>.</summary>
    Month,
}
