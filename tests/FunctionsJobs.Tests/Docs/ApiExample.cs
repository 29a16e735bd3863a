using FunctionsJobs.Tests.Architecture;

namespace FunctionsJobs.Tests.Docs;

/// <summary>A call and its answer on <c>docs/api-examples.md</c>: a block of <c>sh</c> with the block of <c>json</c> that follows it.</summary>
/// <param name="Section">The heading above.</param>
/// <param name="Line">Where the command begins.</param>
/// <param name="Command">For a shell; <c>$BASE</c>, <c>$VIEWER</c>, <c>$OPERATOR</c> and <c>$ADMIN</c> are set.</param>
/// <param name="Answer">What it prints, as <see cref="JsonPattern"/> reads it.</param>
internal sealed record ApiExample(string Section, int Line, string Command, string Answer)
{
    private const string Fence = "```";

    /// <summary>Whether it can be asked again until the answer is there.</summary>
    public bool OnlyReads => !Command.Contains(" -X ", StringComparison.Ordinal) && !Command.Contains(" -d ", StringComparison.Ordinal);

    /// <summary>The calls of the page, in order.</summary>
    public static IReadOnlyList<ApiExample> ReadAll()
    {
        var examples = new List<ApiExample>();
        var section = "";
        (int Line, string Command)? open = null;
        var lines = File.ReadAllLines(Path.Combine(Sources.Root, "docs", "api-examples.md"));
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].StartsWith("## ", StringComparison.Ordinal))
            {
                section = lines[at][3..];
            }
            else if (lines[at] is Fence + "sh" or Fence + "json")
            {
                var end = Array.IndexOf(lines, Fence, at + 1);
                var body = string.Join('\n', lines[(at + 1)..end]);
                if (lines[at] == Fence + "sh")
                {
                    Assert.True(open is null, $"the command in line {open?.Line} has no answer");
                    open = (at + 2, body);
                }
                else
                {
                    Assert.True(open is not null, $"the answer in line {at + 1} follows no command");
                    examples.Add(new ApiExample(section, open.Value.Line, open.Value.Command, body));
                    open = null;
                }

                at = end;
            }
        }

        Assert.True(open is null, $"the command in line {open?.Line} has no answer");
        return examples;
    }
}
