using System.Text.Json;

namespace FunctionsJobs.Exports.UserData;

/// <summary>
/// Whether a text names a person: letter for letter, or where it is an e-mail address, whatever its capitals. An address with another tag (<c>a+b@…</c>) is another
/// address: whose it is, nobody here can know.
/// </summary>
internal sealed class UserMatch(string userId)
{
    private readonly StringComparison _comparison = userId.Contains('@', StringComparison.Ordinal) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether a text is the person's name or address, and nothing besides.</summary>
    public bool IsNamedBy(string? text) => text is not null && text.Equals(userId, _comparison);

    /// <summary>The paths of all texts in a JSON document that name the person.</summary>
    public IEnumerable<string> PathsIn(string? json, string root)
    {
        if (json is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return [.. PathsIn(document.RootElement, root)];
    }

    private IEnumerable<string> PathsIn(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => IsNamedBy(value.GetString()) ? [path] : [],
        JsonValueKind.Array => value.EnumerateArray().SelectMany((element, index) => PathsIn(element, $"{path}[{index}]")),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => PathsIn(member.Value, $"{path}.{member.Name}")),
        _ => [],
    };
}
