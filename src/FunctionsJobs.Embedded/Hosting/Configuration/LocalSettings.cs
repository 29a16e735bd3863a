using System.Text.Json;

namespace FunctionsJobs.Embedded.Hosting.Configuration;

/// <summary>The content of local.settings.json.</summary>
internal sealed class LocalSettings
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The file, or <see langword="null"/> when there is none.</summary>
    public string? Path { get; private init; }

    /// <summary>Settings that stand for environment variables; the names are as written.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; private init; } = new Dictionary<string, string?>();

    /// <summary>Entries of <c>Host</c> and <c>ConnectionStrings</c>, as configuration keys.</summary>
    public IReadOnlyDictionary<string, string?> Sections { get; private init; } = new Dictionary<string, string?>();

    /// <summary>Reads the file at <paramref name="path"/>; nothing when it is <see langword="null"/>.</summary>
    /// <exception cref="HostStartException">The file is no JSON of the expected shape, or encrypted.</exception>
    public static LocalSettings Read(string? path)
    {
        if (path is null)
        {
            return new LocalSettings();
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            return Read(path, document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new HostStartException($"'{path}' is not valid JSON: {exception.Message}", exception);
        }
    }

    /// <summary>The settings as configuration keys, <c>__</c> standing for a level.</summary>
    public IEnumerable<KeyValuePair<string, string?>> AsConfiguration()
        => Values.Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value)).Concat(Sections);

    /// <summary>Puts the values into the process environment, where code looks for them in both hosts; variables that exist win.</summary>
    public void ExportToEnvironment()
    {
        foreach (var (name, value) in Values)
        {
            if (Environment.GetEnvironmentVariable(name) is null)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }

    private static LocalSettings Read(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new HostStartException($"'{path}' must hold a JSON object.");
        }

        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var sections = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in root.EnumerateObject())
        {
            switch (property.Name.ToUpperInvariant())
            {
                case "ISENCRYPTED" when property.Value.ValueKind == JsonValueKind.True:
                    throw new HostStartException($"'{path}' is encrypted; decrypt it with `func settings decrypt`.");
                case "VALUES":
                    AddScalars(path, "", property, values);
                    break;
                case "HOST" or "CONNECTIONSTRINGS":
                    AddScalars(path, $"{property.Name}:", property, sections);
                    break;
            }
        }

        return new LocalSettings { Path = path, Values = values, Sections = sections };
    }

    private static void AddScalars(string path, string prefix, JsonProperty section, Dictionary<string, string?> target)
    {
        if (section.Value.ValueKind != JsonValueKind.Object)
        {
            throw new HostStartException($"'{section.Name}' in '{path}' must be a JSON object.");
        }

        foreach (var entry in section.Value.EnumerateObject())
        {
            target[prefix + entry.Name] = entry.Value.ValueKind switch
            {
                JsonValueKind.String => entry.Value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => entry.Value.GetRawText(),
                JsonValueKind.Null => null,
                _ => throw new HostStartException($"'{section.Name}.{entry.Name}' in '{path}' must be a string; nested settings are written as 'Outer__Inner'."),
            };
        }
    }
}
