using System.Text.Json;

namespace FunctionsJobs.Analytics.Ingest;

/// <summary>The names of the members of an event line, and the closed sets of their values.</summary>
internal static class EventMembers
{
    /// <summary>Members without which a line is no event.</summary>
    public const EventMember Required = EventMember.Id | EventMember.PublisherId | EventMember.Type | EventMember.At;

    /// <summary>Whether a member must be there.</summary>
    public static bool IsRequired(EventMember member) => (member & Required) != 0;

    /// <summary>The member whose name the reader stands on. Names are compared exactly.</summary>
    public static EventMember Recognise(ref readonly Utf8JsonReader reader) =>
        reader.ValueTextEquals("id"u8) ? EventMember.Id
        : reader.ValueTextEquals("publisherId"u8) ? EventMember.PublisherId
        : reader.ValueTextEquals("type"u8) ? EventMember.Type
        : reader.ValueTextEquals("at"u8) ? EventMember.At
        : reader.ValueTextEquals("adUnit"u8) ? EventMember.AdUnit
        : reader.ValueTextEquals("country"u8) ? EventMember.Country
        : reader.ValueTextEquals("device"u8) ? EventMember.Device
        : reader.ValueTextEquals("revenue"u8) ? EventMember.Revenue
        : EventMember.Unknown;

    /// <summary>The name of a member.</summary>
    public static string NameOf(EventMember member) => member switch
    {
        EventMember.Id => "id",
        EventMember.PublisherId => "publisherId",
        EventMember.Type => "type",
        EventMember.At => "at",
        EventMember.AdUnit => "adUnit",
        EventMember.Country => "country",
        EventMember.Device => "device",
        EventMember.Revenue => "revenue",
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, "Not one known member."),
    };

    /// <summary>Reads an event type by its exact name.</summary>
    public static bool TryType(ReadOnlySpan<char> text, out AnalyticsEventType type)
    {
        (var known, type) = text switch
        {
            "request" => (true, AnalyticsEventType.Request),
            "impression" => (true, AnalyticsEventType.Impression),
            "click" => (true, AnalyticsEventType.Click),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>Reads a device by its exact name.</summary>
    public static bool TryDevice(ReadOnlySpan<char> text, out DeviceType? device)
    {
        device = text switch
        {
            "mobile" => DeviceType.Mobile,
            "desktop" => DeviceType.Desktop,
            "tablet" => DeviceType.Tablet,
            "other" => DeviceType.Other,
            _ => null,
        };
        return device is not null;
    }
}
