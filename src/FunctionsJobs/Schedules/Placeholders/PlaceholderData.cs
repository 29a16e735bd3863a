using System.Buffers;
using System.Text.Json;
using FunctionsJobs.Http;

namespace FunctionsJobs.Schedules.Placeholders;

/// <summary>
/// JSON in which a string may stand for another value: <c>"{{name}}"</c>, the whole of the string. Any other string is itself, whatever braces it holds.
/// </summary>
internal static class PlaceholderData
{
    private const string Open = "{{";
    private const string Close = "}}";

    /// <summary>Replaces placeholders; notes by path those that stand for nothing and answers null.</summary>
    /// <param name="data">The data.</param>
    /// <param name="resolve">The JSON that a name stands for, or null.</param>
    /// <param name="path">Where the data stands in the body.</param>
    /// <param name="rule">What a name that stands for nothing is answered with.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static JsonElement? Resolve(JsonElement data, Func<string, JsonElement?> resolve, string path, string rule, FieldErrors errors)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        var found = new FieldErrors();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, data, path);
        }

        foreach (var (field, messages) in found.ToDictionary())
        {
            errors.Add(field, messages[0]);
        }

        if (!found.IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);

        void Write(Utf8JsonWriter writer, JsonElement value, string at)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    writer.WriteStartObject();
                    foreach (var member in value.EnumerateObject())
                    {
                        writer.WritePropertyName(member.Name);
                        Write(writer, member.Value, $"{at}.{member.Name}");
                    }

                    writer.WriteEndObject();
                    break;
                case JsonValueKind.Array:
                    writer.WriteStartArray();
                    var index = 0;
                    foreach (var item in value.EnumerateArray())
                    {
                        Write(writer, item, $"{at}[{index++}]");
                    }

                    writer.WriteEndArray();
                    break;
                case JsonValueKind.String when NameIn(value) is { } name:
                    if (resolve(name) is { } resolved)
                    {
                        resolved.WriteTo(writer);
                    }
                    else
                    {
                        found.Add(at, rule);
                        writer.WriteNullValue();
                    }

                    break;
                default:
                    value.WriteTo(writer);
                    break;
            }
        }
    }

    /// <summary>The names of all placeholders in the data.</summary>
    public static IEnumerable<string> NamesIn(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.Object => data.EnumerateObject().SelectMany(member => NamesIn(member.Value)),
        JsonValueKind.Array => data.EnumerateArray().SelectMany(NamesIn),
        JsonValueKind.String when NameIn(data) is { } name => [name],
        _ => [],
    };

    private static string? NameIn(JsonElement text)
    {
        var raw = text.GetRawText();
        return raw.StartsWith("\"{{", StringComparison.Ordinal) && raw.EndsWith("}}\"", StringComparison.Ordinal) && raw.Length >= Open.Length + Close.Length + 2
            ? raw[(Open.Length + 1)..^(Close.Length + 1)]
            : null;
    }
}
