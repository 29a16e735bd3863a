using System.Globalization;
using System.Text.Json;

namespace FunctionsJobs.Analytics.Ingest;

/// <summary>Writes an event as the line <see cref="EventLineParser"/> reads.</summary>
public static class EventLineWriter
{
    /// <summary>Writes one object; the caller ends the line.</summary>
    public static void Write(Utf8JsonWriter writer, in AnalyticsEvent value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("id"u8, value.Id);
        writer.WriteString("publisherId"u8, value.PublisherId);
        writer.WriteString("type"u8, AnalyticsNames.Of(value.Type));
        writer.WriteString(
            "at"u8,
            DateTimeOffset.FromUnixTimeMilliseconds(value.AtMilliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        WriteOptional(writer, "adUnit", value.AdUnit);
        WriteOptional(writer, "country", value.Country);
        WriteOptional(writer, "device", value.Device is { } device ? AnalyticsNames.Of(device) : null);
        if (value.Type != AnalyticsEventType.Request)
        {
            writer.WriteNumber("revenue"u8, Micros.ToUnits(value.RevenueMicros));
        }

        writer.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
