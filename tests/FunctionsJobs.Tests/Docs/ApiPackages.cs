using FunctionsJobs.Tests.Architecture;

namespace FunctionsJobs.Tests.Docs;

/// <summary>Which package a type of the real API is in, as the listing says that the embedded host's own API is held against.</summary>
internal static class ApiPackages
{
    private static readonly IReadOnlyList<(string Package, string Type)> Types = Load();

    // What the listed packages bring along.
    private const string Engine = "Microsoft.Azure.DurableTask.Core";

    /// <summary>The packages that declare a type of this full name; several for classes of extension methods.</summary>
    public static string Of(string type) => Types.Where(entry => entry.Type == type).Select(entry => entry.Package).Distinct().ToArray() switch
    {
        [] when type.StartsWith("DurableTask.Core.", StringComparison.Ordinal) => Engine,
        [] => throw new InvalidOperationException($"{type} is in no package that the listing knows"),
        var packages => string.Join(" / ", packages),
    };

    // "# Package" begins a package, a line without indent a type: "Namespace.Page<T> : class".
    private static List<(string Package, string Type)> Load()
    {
        var types = new List<(string, string)>();
        var package = "";
        foreach (var line in File.ReadLines(Path.Combine(Sources.Root, "tests", "FunctionsJobs.Embedded.Tests", "Api", "reference.api.txt")))
        {
            if (line is ['#', ' ', .. var title] && !title.Contains(' ', StringComparison.Ordinal))
            {
                package = title;
            }
            else if (line.Length > 0 && line[0] is not (' ' or '#'))
            {
                types.Add((package, Arity(line[..line.IndexOf(" : ", StringComparison.Ordinal)])));
            }
        }

        return types;
    }

    // "Page<T>" is "Page`1" in metadata.
    private static string Arity(string name) =>
        name.IndexOf('<', StringComparison.Ordinal) is > 0 and var open ? $"{name[..open]}`{name[open..].Count(c => c == ',') + 1}" : name;
}
