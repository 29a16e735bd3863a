using System.Net;
using System.Net.Sockets;
using FunctionsJobs.Embedded.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Embedded.Tests.Hosting;

public class StartFailureTests
{
    [Fact]
    public async Task Start_WhenThePortIsTaken_NamesItAndTheWayOut()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var failure = await TestHost.FailAsync(new TestHostSettings { Functions = [typeof(Functions)], Arguments = ["--port", $"{port}"] });

        Assert.Equal($"The address http://127.0.0.1:{port} is in use by another program. Stop it, or choose another port with --port.", failure.Message);
    }

    [Fact]
    public async Task Start_WhenAnotherHostOwnsTheHub_IsRefused()
    {
        using var folder = new TestFolder();
        var settings = new TestHostSettings { Functions = [typeof(Functions)], Folder = folder };
        await using var first = await TestHost.StartAsync(settings);

        var failure = await TestHost.FailAsync(settings);

        Assert.Contains("in use by process", failure.Message, StringComparison.Ordinal);
        Assert.Equal("ok", await first.GetAsync("/api/ok"));
    }

    [Fact]
    public async Task Start_WhenRepeatedAfterAFailure_Succeeds()
    {
        using var folder = new TestFolder();
        await TestHost.FailAsync(new TestHostSettings { Functions = [typeof(Functions)], Folder = folder, Arguments = ["--urls", "http://192.0.2.1:1"] });

        await using var host = await TestHost.StartAsync(new TestHostSettings { Functions = [typeof(Functions)], Folder = folder });

        Assert.Equal("ok", await host.GetAsync("/api/ok"));
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "can be reached from other machines")]
    [InlineData("http://*:0", "can be reached from other machines")]
    [InlineData("http://[::]:0", "can be reached from other machines")]
    [InlineData("https://127.0.0.1:0", "is no address to listen on")]
    [InlineData("http://example.org:80", "is no address to listen on")]
    [InlineData("7071", "is no address to listen on")]
    public async Task Start_WhenAnAddressIsNotAllowed_SaysWhy(string urls, string problem)
    {
        var failure = await TestHost.FailAsync(new TestHostSettings { Functions = [typeof(Functions)], Arguments = ["--urls", urls] });

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenRemoteAddressesAreAllowed_ListensOnThem()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            Arguments = ["--urls", "http://0.0.0.0:0", "--EmbeddedHost:AllowRemote", "true"],
        });
        using var client = new HttpClient();

        Assert.Equal("ok", await client.GetStringAsync(new Uri($"http://127.0.0.1:{host.Address.Port}/api/ok")));
    }

    [Theory]
    [InlineData("--EmbeddedHost:DrainTimeout", "-00:00:01", "DrainTimeout must not be negative, not -00:00:01")]
    [InlineData("--EmbeddedHost:MaxRequestBodyBytes", "0", "MaxRequestBodyBytes must be positive, not 0")]
    [InlineData("--EmbeddedHost:PublicBaseUrl", "ftp://x", "PublicBaseUrl must be an absolute http or https address")]
    [InlineData("--EmbeddedHost:DrainTimeout", "soon", "'EmbeddedHost:DrainTimeout'")]
    [InlineData("--WEBSITE_TIME_ZONE", "Mars/Olympus", "names a time zone that this machine does not know: 'Mars/Olympus'")]
    [InlineData("--port", "many", "'port' must be a whole number, not 'many'")]
    public async Task Start_WhenASettingIsWrong_NamesItWithItsValue(string name, string value, string problem)
    {
        var failure = await TestHost.FailAsync(new TestHostSettings { Functions = [typeof(Functions)], Arguments = [name, value] });

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "version": "3.0" }""", "'version' must be \"2.0\", not \"3.0\"")]
    [InlineData("{}", "'version' must be \"2.0\", not missing")]
    [InlineData("{ \"version\": ", "is not valid JSON")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "never" }""", "'functionTimeout' must be -1 or a time span of at least one second, not \"never\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "maxConcurrentRequests": 0 } } }""", "'extensions.http.maxConcurrentRequests' must be -1 or a positive whole number, not \"0\"")]
    [InlineData("""{ "version": "2.0", "logging": { "logLevel": { "default": "Loud" } } }""", "'logging.logLevel.default' must be a log level, not \"Loud\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "my-hub" } } }""", "'extensions.durableTask.hubName' must be 3 to 45 letters and digits with a letter first, not \"my-hub\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "%NO_HUB%" } } }""", "'extensions.durableTask.hubName' needs the setting 'NO_HUB', which is not set")]
    public async Task Start_WhenHostJsonIsWrong_SaysWhere(string json, string problem)
    {
        var failure = await TestHost.FailAsync(new TestHostSettings { Functions = [typeof(Functions)], HostJson = json });

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "IsEncrypted": true, "Values": {} }""", "is encrypted")]
    [InlineData("[]", "must hold a JSON object")]
    [InlineData("""{ "Values": { "A": { "B": "c" } } }""", "nested settings are written as 'Outer__Inner'")]
    public async Task Start_WhenLocalSettingsAreWrong_SaysWhere(string json, string problem)
    {
        var failure = await TestHost.FailAsync(new TestHostSettings { Functions = [typeof(Functions)], LocalSettingsJson = json });

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WhenSeveralProblems_ListsEachOnItsOwnLine()
    {
        Assert.Equal("Head: one", HostStartException.Of("Head", ["one"]).Message);
        Assert.Equal($"Head:{Environment.NewLine}  - one{Environment.NewLine}  - two", HostStartException.Of("Head", ["one", "two"]).Message);
    }

    public static class Functions
    {
        [Function("Ok")]
        public static string Ok([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => "ok";
    }
}
