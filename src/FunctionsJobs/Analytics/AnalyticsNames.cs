using System.Diagnostics.CodeAnalysis;
using System.Text;

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

    /// <summary>Reads an event type by its exact, lower-case name.</summary>
    public static bool TryParseEventType([NotNullWhen(true)] string? name, out AnalyticsEventType type)
    {
        (var known, type) = name switch
        {
            "request" => (true, AnalyticsEventType.Request),
            "impression" => (true, AnalyticsEventType.Impression),
            "click" => (true, AnalyticsEventType.Click),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>Reads a device type by its exact, lower-case name.</summary>
    public static bool TryParseDevice([NotNullWhen(true)] string? name, out DeviceType device)
    {
        (var known, device) = name switch
        {
            "mobile" => (true, DeviceType.Mobile),
            "desktop" => (true, DeviceType.Desktop),
            "tablet" => (true, DeviceType.Tablet),
            "other" => (true, DeviceType.Other),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>The stored name of an event type, as UTF-8.</summary>
    internal static ReadOnlySpan<byte> Utf8Of(AnalyticsEventType type) => type switch
    {
        AnalyticsEventType.Request => "request"u8,
        AnalyticsEventType.Impression => "impression"u8,
        AnalyticsEventType.Click => "click"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown event type."),
    };

    /// <summary>The stored name of a device type, as UTF-8.</summary>
    internal static ReadOnlySpan<byte> Utf8Of(DeviceType device) => device switch
    {
        DeviceType.Mobile => "mobile"u8,
        DeviceType.Desktop => "desktop"u8,
        DeviceType.Tablet => "tablet"u8,
        DeviceType.Other => "other"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(device), device, "Unknown device type."),
    };

    /// <summary>The event type that was stored under a name.</summary>
    internal static AnalyticsEventType ParseEventType(string name) => ParseEventType(Encoding.UTF8.GetBytes(name));

    /// <summary>The event type that was stored under a name.</summary>
    internal static AnalyticsEventType ParseEventType(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("request"u8) => AnalyticsEventType.Request,
        _ when name.SequenceEqual("impression"u8) => AnalyticsEventType.Impression,
        _ when name.SequenceEqual("click"u8) => AnalyticsEventType.Click,
        _ => throw new AnalyticsStoreException(
            $"The analytics store holds an event of a type that this version does not know, '{Encoding.UTF8.GetString(name)}'.", isTransient: false),
    };

    /// <summary>The device type that was stored under a name.</summary>
    internal static DeviceType ParseDevice(string name) => ParseDevice(Encoding.UTF8.GetBytes(name));

    /// <summary>The device type that was stored under a name.</summary>
    internal static DeviceType ParseDevice(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("mobile"u8) => DeviceType.Mobile,
        _ when name.SequenceEqual("desktop"u8) => DeviceType.Desktop,
        _ when name.SequenceEqual("tablet"u8) => DeviceType.Tablet,
        _ when name.SequenceEqual("other"u8) => DeviceType.Other,
        _ => throw new AnalyticsStoreException(
            $"The analytics store holds an event of a device that this version does not know, '{Encoding.UTF8.GetString(name)}'.", isTransient: false),
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
