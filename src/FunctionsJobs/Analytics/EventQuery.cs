namespace FunctionsJobs.Analytics;

/// <summary>Which of a publisher's events are read. A list narrows what it names; null or empty, it narrows nothing, and an event without the value is not in any list.</summary>
/// <param name="Range">From the first instant to before the last, to the millisecond.</param>
public sealed record EventQuery(UtcRange Range)
{
    /// <summary>Types of event.</summary>
    public IReadOnlyList<AnalyticsEventType>? Types { get; init; }

    /// <summary>Countries, in capitals.</summary>
    public IReadOnlyList<string>? Countries { get; init; }

    /// <summary>Devices.</summary>
    public IReadOnlyList<DeviceType>? Devices { get; init; }

    /// <summary>Ad slots, letter for letter.</summary>
    public IReadOnlyList<string>? AdUnits { get; init; }
}
