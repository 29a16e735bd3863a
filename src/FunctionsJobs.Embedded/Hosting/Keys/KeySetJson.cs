using System.Text.Json;

namespace FunctionsJobs.Embedded.Hosting.Keys;

/// <summary>The JSON form of <see cref="KeySet"/>; by hand, since a serializer would cost a tenth of the host's start.</summary>
internal static class KeySetJson
{
    /// <exception cref="JsonException">The text is no key set, or a key is missing.</exception>
    public static KeySet Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return new KeySet
        {
            Master = ReadKey(document.RootElement, "master"),
            Host = ReadKey(document.RootElement, "host"),
            System = ReadKeys(document.RootElement, "system"),
            Functions = ReadKeys(document.RootElement, "functions"),
        };
    }

    public static void Write(Stream target, KeySet keys)
    {
        using var json = new Utf8JsonWriter(target, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("master", keys.Master);
        json.WriteString("host", keys.Host);
        WriteKeys(json, "system", keys.System);
        WriteKeys(json, "functions", keys.Functions);
        json.WriteEndObject();
    }

    private static string ReadKey(JsonElement set, string name)
        => set.ValueKind == JsonValueKind.Object && set.TryGetProperty(name, out var key) && key.ValueKind == JsonValueKind.String && key.GetString() is { Length: > 0 } text
            ? text
            : throw new JsonException($"the key '{name}' is missing");

    private static Dictionary<string, string> ReadKeys(JsonElement set, string name)
    {
        var keys = new Dictionary<string, string>();
        if (set.TryGetProperty(name, out var section) && section.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in section.EnumerateObject())
            {
                keys[entry.Name] = ReadKey(section, entry.Name);
            }
        }

        return keys;
    }

    private static void WriteKeys(Utf8JsonWriter json, string name, Dictionary<string, string> keys)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in keys)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
