namespace FunctionsJobs.Analytics;

/// <summary>The kind of device an event came from. Stored and sent by name (<see cref="AnalyticsNames"/>); append-only.</summary>
public enum DeviceType
{
    /// <summary>A phone; <c>mobile</c>.</summary>
    Mobile,

    /// <summary>A desktop or laptop computer; <c>desktop</c>.</summary>
    Desktop,

    /// <summary>A tablet; <c>tablet</c>.</summary>
    Tablet,

    /// <summary>Anything else; <c>other</c>.</summary>
    Other,
}
