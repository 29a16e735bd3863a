using FunctionsJobs.Embedded.Hosting.Configuration;
using FunctionsJobs.Jobs;

namespace FunctionsJobs.Tests.Docs;

public sealed class HostsPageTests
{
    private static readonly DocPage Page = new("hosts.md");

    [Fact]
    public void Page_HasEveryApiMemberThatTheProgramUses()
    {
        var used = ApiUse.Of(typeof(JobModules).Assembly);
        Assert.Contains("CallActivityAsync<T>(TaskName, object, TaskOptions)", used["Microsoft.DurableTask.TaskOrchestrationContext"]);
        Assert.Contains("RunOnStartup { set }", used["Microsoft.Azure.Functions.Worker.TimerTriggerAttribute"]);

        Page.AssertPart(
            "api",
            [
                .. used.GroupBy(type => ApiPackages.Of(type.Key)).OrderBy(package => package.Key, StringComparer.Ordinal).SelectMany(package => (string[])
                [
                    $"### {package.Key}",
                    "| type | members |",
                    "|---|---|",
                    .. package.Select(type => $"| `{Shown(type.Key)}` | {(type.Value.Count == 0 ? "–" : string.Join(" · ", type.Value.Select(member => $"`{member}`")))} |"),
                    "",
                ]),
            ]);
    }

    [Fact]
    public void Page_HasEverySettingOfHostJsonThatTheEmbeddedHostKnows()
    {
        var rows = Page.Text.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length > 4).ToArray();

        foreach (var (key, use) in HostJsonKeys.All)
        {
            var row = Array.Find(rows, cells => cells[1] == $"`{key}`");
            Assert.True(row is not null, $"docs/hosts.md lacks a row of host.json: | `{key}` | {Word(use)} | what Azure does with it | what it means |");
            Assert.True(row[2] == Word(use), $"docs/hosts.md says of host.json's {key}: {row[2]}; it is: {Word(use)}");
        }
    }

    private static string Word(HostJsonUse use) => use switch
    {
        HostJsonUse.Followed => "followed",
        HostJsonUse.Always => "always so",
        HostJsonUse.Ignored => "ignored",
        _ => throw new ArgumentOutOfRangeException(nameof(use)),
    };

    // Page`1 -> Page<T>
    private static string Shown(string type) =>
        type.IndexOf('`', StringComparison.Ordinal) is > 0 and var arity ? $"{type[..arity]}<{(type[(arity + 1)..] == "1" ? "T" : "T1, T2")}>" : type;
}
