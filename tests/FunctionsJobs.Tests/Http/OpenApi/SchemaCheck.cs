using System.Text.Json;
using System.Text.Json.Nodes;

namespace FunctionsJobs.Tests.Http.OpenApi;

/// <summary>Compares answers with their schemas: types, members that are missing, members that are not described. As much of JSON Schema as the document uses.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    /// <summary>Where a value is not as its schema says; empty when it is.</summary>
    public IReadOnlyList<string> Differences(JsonNode schema, JsonElement value, string path = "$")
    {
        var found = new List<string>();
        Check(schema, value, path, found);
        return found;
    }

    /// <summary>What a reference means.</summary>
    public JsonNode Follow(JsonNode node)
    {
        while (node is JsonObject found && found["$ref"]?.GetValue<string>() is { } reference)
        {
            node = reference[2..].Split('/').Aggregate(document, (at, part) => at[part] ?? throw new InvalidOperationException($"{reference} leads nowhere."));
        }

        return node;
    }

    private void Check(JsonNode reference, JsonElement value, string path, List<string> found)
    {
        if (Follow(reference) is not JsonObject schema)
        {
            return;
        }

        if (schema["anyOf"] is JsonArray choices)
        {
            if (!choices.Any(choice => Differences(choice!, value, path).Count == 0))
            {
                found.Add($"{path} fits none of its schemas");
            }

            return;
        }

        if (schema["type"] is { } type && !Types(type).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(type).Contains("number")))
        {
            found.Add($"{path} is a {TypeOf(value)} and should be {type.ToJsonString()}");
        }

        if (value.ValueKind == JsonValueKind.Object && schema["properties"] is JsonObject members)
        {
            foreach (var member in value.EnumerateObject())
            {
                if (members[member.Name] is { } memberSchema)
                {
                    Check(memberSchema, member.Value, $"{path}.{member.Name}", found);
                }
                else
                {
                    found.Add($"{path}.{member.Name} is not described");
                }
            }

            foreach (var required in schema["required"] as JsonArray ?? [])
            {
                if (!value.TryGetProperty(required!.GetValue<string>(), out _))
                {
                    found.Add($"{path}.{required} is missing");
                }
            }
        }

        if (value.ValueKind == JsonValueKind.Array && schema["items"] is { } items)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                Check(items, item, $"{path}[{index++}]", found);
            }
        }
    }

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(one => one!.GetValue<string>()) : [type.GetValue<string>()];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
