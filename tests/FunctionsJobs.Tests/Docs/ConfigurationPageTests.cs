using System.Text.Json;
using System.Text.RegularExpressions;
using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Jobs;
using FunctionsJobs.Tests.Architecture;

namespace FunctionsJobs.Tests.Docs;

public sealed partial class ConfigurationPageTests
{
    private static readonly SettingsCatalogue Catalogue = new();

    private static readonly DocPage Page = new("configuration.md");

    [Fact]
    public void Page_HasEverySettingOfEveryOptionsClass() => Page.AssertPart(
        "settings",
        [
            .. Catalogue.Sections.SelectMany(section => (string[])
            [
                $"### {section.Name}",
                Trailer().Replace(Catalogue.SummaryOf(section.Type), "$1"),
                "",
                "| setting | type | default | meaning |",
                "|---|---|---|---|",
                .. Catalogue.Settings.Where(setting => setting.Section == section.Name).Select(setting => setting.Row),
                "",
            ]),
        ]);

    [Fact]
    public void OptionsClassesThatAreRegistered_AreAllOnThePage()
    {
        var ours = typeof(JobModules).Assembly.GetTypes().Concat(typeof(EmbeddedHostOptions).Assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("FunctionsJobs", StringComparison.Ordinal) == true).Select(type => type.Name).ToHashSet();
        var registered = Texts().SelectMany(text => Registered().Matches(text)).Select(match => match.Groups["name"].Value).Where(ours.Contains).Distinct().ToArray();

        Assert.NotEmpty(registered);
        Assert.All(registered, name => Assert.True(Catalogue.Reaches(name), $"{name} has no constant Section, and is in no options class that has one"));
    }

    // Settings that are read by name, outside of any options class.
    [Fact]
    public void Page_HasEverySettingThatIsReadByName()
    {
        var names = Texts().SelectMany(text => ReadByName().Matches(text)).Select(match => match.Groups["name"].Value).Distinct().ToArray();
        var known = Catalogue.Settings.Select(setting => setting.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var page = Page.Text;

        Assert.Contains("FUNCTIONSJOBS_DATA", names);
        Assert.Contains("OTEL_SDK_DISABLED", names);
        var missing = names.Where(name => !known.Contains(name) && !page.Contains($"`{name}`", StringComparison.Ordinal));
        Assert.True(!missing.Any(), $"docs/configuration.md, \"Settings outside of sections\", lacks a row for each of: {string.Join(", ", missing)}");
    }

    [Fact]
    public void Sample_NamesSettingsThatExist()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Sources.Root, "local.settings.sample.json")));
        var page = Page.Text;

        var unknown = sample.RootElement.GetProperty("Values").EnumerateObject()
            .Select(value => value.Name.Replace("__", ":", StringComparison.Ordinal))
            .Where(name => !name.StartsWith("Timer_", StringComparison.Ordinal) && !Catalogue.Settings.Any(setting => Matches(setting.Name, name)) && !page.Contains($"`{name}`", StringComparison.Ordinal));

        Assert.Empty(unknown);
    }

    // In Bicep the names stand in { name: '…', value: … }; those of the host and of timers are not the program's own.
    [Fact]
    public void Infrastructure_SetsSettingsThatExist()
    {
        var own = AppSetting().Matches(File.ReadAllText(Path.Combine(Sources.Root, "infra", "modules", "app.bicep")))
            .Select(match => match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal))
            .Where(name => !name.StartsWith("AzureWebJobsStorage:", StringComparison.Ordinal))
            .ToArray();

        Assert.Contains("JobStore:Postgres:Authentication", own);
        Assert.All(own, name => Assert.True(Catalogue.Settings.Any(setting => Matches(setting.Name, name)), $"infra/modules/app.bicep sets {name}, which nothing reads"));
    }

    private static IEnumerable<string> Texts() => Directory.EnumerateFiles(Path.Combine(Sources.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    private static bool Matches(string pattern, string name) => Regex.IsMatch(
        name, $"^{Regex.Escape(pattern).Replace("\\{name}", "[^:]+", StringComparison.Ordinal).Replace("\\{n}", "[0-9]+", StringComparison.Ordinal)}$", RegexOptions.IgnoreCase);

    // "Settings of X; configuration section `Y`." repeats the heading.
    [GeneratedRegex(@"[;,] (?:configuration )?section `[^`]+`(?: of the configuration)?(.*)$")]
    private static partial Regex Trailer();

    [GeneratedRegex(@"name: '(?<name>[A-Za-z]+__[A-Za-z_]+)'")]
    private static partial Regex AppSetting();

    [GeneratedRegex(@"AddOptions<(?<name>\w+)>")]
    private static partial Regex Registered();

    [GeneratedRegex("""onfiguration(?:\[|\.GetValue<\w+>\()"(?<name>[^"{]+)"[\]),]""")]
    private static partial Regex ReadByName();
}
