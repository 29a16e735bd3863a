using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FunctionsJobs.Http;

/// <summary>
/// Compares a parsed body with the members a type has, to name unknown and missing ones by path. (The serialiser's own messages name .NET types,
/// and stop at the first.)
/// </summary>
internal static class JsonShape
{
    /// <summary>Most items of a list; longer ones are refused without a look at them.</summary>
    public const int MaxItems = 10_000;

    /// <summary>Notes every unknown and every missing required member.</summary>
    public static void Check(JsonElement element, JsonTypeInfo type, string path, FieldErrors errors)
    {
        switch (type.Kind, element.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                CheckMembers(element, type, path, errors);
                break;
            case (_, JsonValueKind.Array) when element.GetArrayLength() > MaxItems:
                errors.Add(path, $"must not have more than {MaxItems} items");
                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) when type.ElementType is { } item:
                var itemType = type.Options.GetTypeInfo(item);
                var index = 0;
                foreach (var child in element.EnumerateArray())
                {
                    Check(child, itemType, $"{path}[{index++}]", errors);
                }

                break;
            case (JsonTypeInfoKind.Dictionary, JsonValueKind.Object) when type.ElementType is { } item:
                var valueType = type.Options.GetTypeInfo(item);
                foreach (var child in element.EnumerateObject())
                {
                    Check(child.Value, valueType, $"{path}.{child.Name}", errors);
                }

                break;
            case (JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary, not JsonValueKind.Null):
                errors.Add(path, "must be an object");
                break;
            case (JsonTypeInfoKind.Enumerable, not JsonValueKind.Null):
                errors.Add(path, "must be an array");
                break;
        }
    }

    private static void CheckMembers(JsonElement element, JsonTypeInfo type, string path, FieldErrors errors)
    {
        var comparison = type.Options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        foreach (var member in element.EnumerateObject())
        {
            var known = type.Properties.FirstOrDefault(property => string.Equals(property.Name, member.Name, comparison));
            if (known is null)
            {
                errors.Add($"{path}.{member.Name}", "is not a known member");
            }
            else
            {
                Check(member.Value, type.Options.GetTypeInfo(known.PropertyType), $"{path}.{known.Name}", errors);
            }
        }

        foreach (var required in type.Properties.Where(property => property.IsRequired))
        {
            if (!element.EnumerateObject().Any(member => string.Equals(member.Name, required.Name, comparison)))
            {
                errors.Add($"{path}.{required.Name}", "is required");
            }
        }
    }
}
