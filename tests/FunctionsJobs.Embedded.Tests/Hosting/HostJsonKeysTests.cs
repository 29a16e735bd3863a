using System.Text.Json;
using FunctionsJobs.Embedded.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.Embedded.Tests.Hosting;

/// <summary>What is said of the keys of host.json is what becomes of them.</summary>
public class HostJsonKeysTests
{
    private static readonly Dictionary<string, (string Path, string Value)> Samples = new()
    {
        ["functionTimeout"] = ("", "00:07:00"),
        ["functions"] = (":0", "only-this"),
        ["logging.logLevel"] = (":default", "Error"),
        ["extensions.http.routePrefix"] = ("", "v1"),
        ["extensions.http.customHeaders"] = (":X-Robots-Tag", "none"),
        ["extensions.durableTask.hubName"] = ("", "OtherHub"),
        ["extensions.durableTask.defaultVersion"] = ("", "2.0"),
        ["extensions.durableTask.versionMatchStrategy"] = ("", "Strict"),
        ["extensions.durableTask.versionFailureStrategy"] = ("", "Fail"),
        ["extensions.durableTask.overridableExistingInstanceStates"] = ("", "AnyState"),
        ["extensions.durableTask.httpSettings"] = (":useForwardedHost", "true"),
        ["extensions.durableTask.useAppLease"] = ("", "false"),
    };

    public static TheoryData<string> Followed() => new(HostJsonKeys.All.Where(key => key.Value == HostJsonUse.Followed && key.Key != "version").Select(key => key.Key));

    public static TheoryData<string> PassedOver() => new(HostJsonKeys.All.Where(key => key.Value != HostJsonUse.Followed).Select(key => key.Key));

    [Theory]
    [MemberData(nameof(Followed))]
    public void Key_ThatIsFollowed_ChangesTheHost(string key)
    {
        var (path, value) = Samples.GetValueOrDefault(key, ("", "77"));

        Assert.NotEqual(Read([]), Read([new($"{Path(key)}{path}", value)]));
    }

    [Theory]
    [MemberData(nameof(PassedOver))]
    public void Key_ThatIsPassedOver_ChangesNothingAndIsNotWarnedOf(string key) => Assert.Equal(Read([]), Read([new(Path(key), "77")]));

    [Fact]
    public void Key_ThatIsUnknown_IsWarnedOf() => Assert.Contains("extensions.http.routePrefixes", Read([new("extensions:http:routePrefixes", "v1")]), StringComparison.Ordinal);

    private static string Path(string key) => key.Replace('.', ':');

    private static string Read(IEnumerable<KeyValuePair<string, string?>> file) => JsonSerializer.Serialize(HostSettingsReader.Read(
        null,
        new ConfigurationBuilder().AddInMemoryCollection(file.Select(entry => KeyValuePair.Create($"{HostSettingsReader.Section}:{entry.Key}", entry.Value))).Build()));
}
