using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FunctionsJobs.Analytics.Sql;

/// <summary>Texts as a JSON array: the one form of a list that both databases take as a parameter.</summary>
internal static class JsonTexts
{
    /// <summary>Writes the array.</summary>
    public static string Write(IEnumerable<string> texts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
