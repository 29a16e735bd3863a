using System.Globalization;
using System.Text.Json;

namespace FunctionsJobs.Tests.Docs;

/// <summary>
/// Compares an answer with a documented one. The documented one may hold <c>"&lt;time&gt;"</c>, <c>"&lt;ms&gt;"</c>, <c>"&lt;number&gt;"</c> and <c>"&lt;text&gt;"</c>
/// for values that differ each time, and <c>"…"</c> as a member or an element for what is left out.
/// </summary>
internal static class JsonPattern
{
    private const string Ellipsis = "…";

    /// <summary>The first difference, with its path; null where there is none.</summary>
    public static string? Difference(JsonElement documented, JsonElement actual, string path = "$") => documented.ValueKind switch
    {
        JsonValueKind.String when documented.GetString() is ['<', .., '>'] placeholder => Stands(placeholder, actual) ? null : $"{path} is {actual}, no {placeholder}",
        JsonValueKind.Object when actual.ValueKind == JsonValueKind.Object => Members(documented, actual, path),
        JsonValueKind.Array when actual.ValueKind == JsonValueKind.Array => Elements(documented, actual, path),
        _ => JsonElement.DeepEquals(documented, actual) ? null : $"{path} is {actual.GetRawText()}, not {documented.GetRawText()}",
    };

    private static string? Members(JsonElement documented, JsonElement actual, string path)
    {
        foreach (var member in documented.EnumerateObject().Where(member => member.Name != Ellipsis))
        {
            var found = actual.TryGetProperty(member.Name, out var value);
            if ((found ? Difference(member.Value, value, $"{path}.{member.Name}") : $"{path}.{member.Name} is missing") is { } difference)
            {
                return difference;
            }
        }

        return documented.TryGetProperty(Ellipsis, out _)
            ? null
            : actual.EnumerateObject().Where(member => !documented.TryGetProperty(member.Name, out _)).Select(member => $"{path}.{member.Name} is not documented").FirstOrDefault();
    }

    private static string? Elements(JsonElement documented, JsonElement actual, string path)
    {
        var expected = documented.EnumerateArray().Where(element => element.ValueKind != JsonValueKind.String || element.GetString() != Ellipsis).ToArray();
        if (expected.Length == documented.GetArrayLength() && expected.Length != actual.GetArrayLength())
        {
            return $"{path} has {actual.GetArrayLength()} elements, not {expected.Length}";
        }

        // Where some are left out, each of the others is anywhere among the actual ones.
        return expected.Length == documented.GetArrayLength()
            ? expected.Zip(actual.EnumerateArray()).Select((pair, index) => Difference(pair.First, pair.Second, $"{path}[{index}]")).FirstOrDefault(difference => difference is not null)
            : expected.Where(element => actual.EnumerateArray().All(other => Difference(element, other) is not null)).Select(element => $"{path} lacks {element.GetRawText()}").FirstOrDefault();
    }

    private static bool Stands(string placeholder, JsonElement actual) => placeholder switch
    {
        "<time>" => actual.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(actual.GetString(), CultureInfo.InvariantCulture, out _),
        "<ms>" => actual.ValueKind == JsonValueKind.Number && actual.TryGetInt64(out var milliseconds) && milliseconds > 0,
        "<number>" => actual.ValueKind == JsonValueKind.Number,
        "<text>" => actual.ValueKind == JsonValueKind.String && actual.GetString()!.Length > 0,
        _ => throw new NotSupportedException($"there is no placeholder {placeholder}"),
    };
}
