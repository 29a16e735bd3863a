using FunctionsJobs.Tests.Architecture;

namespace FunctionsJobs.Tests.Docs;

/// <summary>
/// A page of <c>docs/</c> with parts that follow from the code, each between <c>&lt;!-- begin NAME --&gt;</c> and <c>&lt;!-- end NAME --&gt;</c>.
/// With the variable <c>FUNCTIONSJOBS_UPDATE_DOCS=1</c> the tests write these parts instead of comparing them.
/// </summary>
internal sealed class DocPage(string fileName)
{
    private readonly string _path = Path.Combine(Sources.Root, "docs", fileName);

    /// <summary>The whole page.</summary>
    public string Text => File.ReadAllText(_path);

    /// <summary>Fails with the lines to add and to remove when a part is not what the code makes of it.</summary>
    public void AssertPart(string name, IReadOnlyList<string> expected)
    {
        var lines = File.ReadAllLines(_path);
        var begin = Marker(lines, $"<!-- begin {name} -->");
        var end = Marker(lines, $"<!-- end {name} -->");
        string[] actual = lines[(begin + 1)..end];
        if (actual.SequenceEqual(expected))
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("FUNCTIONSJOBS_UPDATE_DOCS") == "1")
        {
            File.WriteAllLines(_path, [.. lines[..(begin + 1)], .. expected, .. lines[end..]]);
            return;
        }

        var changes = actual.Except(expected).Select(line => $"- {line}").Concat(expected.Except(actual).Select(line => $"+ {line}")).ToArray();
        Assert.Fail(
            $"""
            docs/{fileName}, part "{name}", is not up to date. Remove the lines with -, paste those with +{(changes.Length == 0 ? " (only the order differs)" : "")}:
            {string.Join('\n', changes)}
            Or have it written: FUNCTIONSJOBS_UPDATE_DOCS=1 dotnet test tests/FunctionsJobs.Tests --filter FullyQualifiedName~Tests.Docs
            """);
    }

    private int Marker(string[] lines, string marker)
    {
        var line = Array.IndexOf(lines, marker);
        return line >= 0 ? line : throw new InvalidOperationException($"docs/{fileName} has no line '{marker}'");
    }
}
