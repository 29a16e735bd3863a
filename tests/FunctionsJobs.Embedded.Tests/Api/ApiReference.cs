using System.Text.RegularExpressions;

namespace FunctionsJobs.Embedded.Tests.Api;

/// <summary>Reads <c>reference.api.txt</c>: the public API of the real packages, read from their assemblies.</summary>
internal static partial class ApiReference
{
    /// <summary>The types by name; one that several packages declare (extension classes) has the members of all.</summary>
    public static IReadOnlyDictionary<string, ApiType> Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Api", "reference.api.txt");
        return Parse(File.ReadLines(path));
    }

    public static IReadOnlyDictionary<string, ApiType> Parse(IEnumerable<string> lines)
    {
        var types = new Dictionary<string, ApiType>(StringComparer.Ordinal);
        string? current = null;
        foreach (var line in lines.Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] != ' ')
            {
                var header = ParseHeader(line);
                current = header.Name;
                types.TryAdd(current, header);
            }
            else if (current is not null)
            {
                types[current] = types[current] with { Members = [.. types[current].Members, line.Trim()] };
            }
        }

        return types;
    }

    private static ApiType ParseHeader(string line)
    {
        var match = Header().Match(line);
        Assert.True(match.Success, $"not a type line: {line}");
        var bases = match.Groups["bases"].Value;
        return new ApiType(
            match.Groups["name"].Value,
            match.Groups["kind"].Value,
            bases.Length == 0 ? [] : SplitOutsideBrackets(bases),
            match.Groups["constraints"].Value,
            []);
    }

    // "A<B, C>, D" has two parts.
    private static List<string> SplitOutsideBrackets(string list)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (list[i] == ',' && depth == 0)
            {
                parts.Add(list[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(list[start..].Trim());
        return parts;
    }

    [GeneratedRegex(@"^(?<name>\S.*?) : (?<kind>(?:record )?(?:abstract |sealed |static )?(?:class|struct|interface|enum|delegate))(?: <- (?<bases>.*?))?(?<constraints>(?: where .*?)*)(?: \[Obsolete\])?$")]
    private static partial Regex Header();
}
