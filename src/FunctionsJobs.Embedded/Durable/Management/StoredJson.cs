using System.Globalization;
using System.Text.Json;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>Writes stored payloads into answers.</summary>
internal static class StoredJson
{
    /// <summary>Writes a payload as it is stored; <see langword="null"/> as <c>null</c>, and a text that is no JSON as a string.</summary>
    /// <remarks>
    /// Payloads come from the app's own serializer, which need not write JSON; one bad payload must not spoil the answer around it.
    /// </remarks>
    public static void WritePayload(this Utf8JsonWriter writer, string? payload)
    {
        if (payload is null)
        {
            writer.WriteNullValue();
            return;
        }

        try
        {
            writer.WriteRawValue(payload);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            writer.WriteStringValue(payload);
        }
    }

    /// <summary>Writes a time as <c>yyyy-MM-ddTHH:mm:ssZ</c>.</summary>
    public static void WriteTime(this Utf8JsonWriter writer, JsonEncodedText name, DateTime utc)
    {
        Span<byte> text = stackalloc byte[20];
        utc.TryFormat(text, out _, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        writer.WriteString(name, text);
    }
}
