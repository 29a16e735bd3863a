using System.Text.Json;

namespace FunctionsJobs.Scraping.Pages;

/// <summary>
/// Reads JSON-LD as most pages write it: objects, lists of them and <c>@graph</c>. Contexts are not loaded and types not resolved; names are taken for schema.org's. What is no
/// JSON, or nested deeper than 32, is left out.
/// </summary>
internal static class JsonLd
{
    private const int MaxDepth = 32;
    private const int MaxCharacters = 512 * 1024;
    private const int MaxNodes = 2_000;

    // Where pages name the organisation behind something else.
    private static readonly string[] _towardsOrganizations = ["publisher", "mainEntity", "about", "provider", "sourceOrganization"];

    /// <summary>All things that the blocks describe at their top, and those one step towards an organisation.</summary>
    /// <param name="blocks">Texts of script elements.</param>
    public static IReadOnlyList<JsonElement> Nodes(IEnumerable<string> blocks)
    {
        var nodes = new List<JsonElement>();
        foreach (var block in blocks.Where(block => block.Length <= MaxCharacters))
        {
            if (Parse(block) is { } root)
            {
                Collect(root, nodes);
            }
        }

        // Those at the top first.
        foreach (var node in nodes.ToArray())
        {
            foreach (var name in _towardsOrganizations)
            {
                if (node.TryGetProperty(name, out var other))
                {
                    Collect(other, nodes);
                }
            }
        }

        return nodes;
    }

    /// <summary>The names of a thing's types, without the vocabulary they are from.</summary>
    public static IEnumerable<string> TypesOf(JsonElement node) => Texts(node, "@type").Select(type => type[(type.LastIndexOfAny(['/', ':', '#']) + 1)..]);

    /// <summary>A member's text: of the first one, where there are several.</summary>
    public static string? Text(JsonElement node, string name) => Texts(node, name).FirstOrDefault();

    /// <summary>The texts of a member that is a text, a number, something with a name or value, or a list of these.</summary>
    public static IEnumerable<string> Texts(JsonElement node, string name) => Values(node, name).Select(TextOf).OfType<string>();

    /// <summary>The things that a member names.</summary>
    public static IEnumerable<JsonElement> Things(JsonElement node, string name) => Values(node, name).Where(value => value.ValueKind == JsonValueKind.Object);

    /// <summary>The values of a member, which may be one or a list.</summary>
    public static IEnumerable<JsonElement> Values(JsonElement node, string name) =>
        node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
        : [value];

    /// <summary>A value as text: itself, or its <c>@value</c>, <c>name</c> or <c>value</c>.</summary>
    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => String(value),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object => Member(value, "@value") ?? Member(value, "name") ?? Member(value, "value"),
        _ => null,
    };

    private static string? Member(JsonElement value, string name) => !value.TryGetProperty(name, out var member) ? null : member.ValueKind switch
    {
        JsonValueKind.String => String(member),
        JsonValueKind.Number => member.GetRawText(),
        _ => null,
    };

    // A half of a surrogate pair makes no text.
    private static string? String(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(
                text.Trim().TrimEnd(';'),
                new JsonDocumentOptions { MaxDepth = MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
        catch (ArgumentException)
        {
            // Halves of surrogate pairs have no UTF-8.
            return null;
        }
    }

    private static void Collect(JsonElement value, List<JsonElement> nodes)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Collect(item, nodes);
                }

                break;
            case JsonValueKind.Object when nodes.Count < MaxNodes:
                nodes.Add(value);
                if (value.TryGetProperty("@graph", out var graph))
                {
                    Collect(graph, nodes);
                }

                break;
        }
    }
}
