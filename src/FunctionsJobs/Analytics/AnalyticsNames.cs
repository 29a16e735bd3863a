using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.Analytics;

/// <summary>
/// The strings by which the enums of this folder are stored and sent. They never change; an unknown string is a fault, never a default.
/// </summary>
public static class AnalyticsNames
{
    /// <summary>The stored name of an event type.</summary>
    public static string Of(AnalyticsEventType type) => type switch
    {
        AnalyticsEventType.Request => "request",
        AnalyticsEventType.Impression => "impression",
        AnalyticsEventType.Click => "click",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown event type."),
    };

    /// <summary>The stored name of a device type.</summary>
    public static string Of(DeviceType device) => device switch
    {
        DeviceType.Mobile => "mobile",
        DeviceType.Desktop => "desktop",
        DeviceType.Tablet => "tablet",
        DeviceType.Other => "other",
        _ => throw new ArgumentOutOfRangeException(nameof(device), device, "Unknown device type."),
    };

    /// <summary>The stored name of a granularity.</summary>
    public static string Of(Granularity granularity) => granularity switch
    {
        Granularity.Hour => "hour",
        Granularity.Day => "day",
        Granularity.Week => "week",
        Granularity.Month => "month",
        _ => throw new ArgumentOutOfRangeException(nameof(granularity), granularity, "Unknown granularity."),
    };

    /// <summary>Reads a granularity by its exact, lower-case name.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out Granularity granularity)
    {
        (var known, granularity) = name switch
        {
            "hour" => (true, Granularity.Hour),
            "day" => (true, Granularity.Day),
            "week" => (true, Granularity.Week),
            "month" => (true, Granularity.Month),
            _ => (false, default),
        };
        return known;
    }
}
