using System.Net;
using FunctionsJobs.Embedded.Hosting.Keys;
using FunctionsJobs.Embedded.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Tests.Http;

public class KeyTests
{
    [Theory]
    [InlineData("open", "none", HttpStatusCode.NoContent)]
    [InlineData("keyed", "none", HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "host", HttpStatusCode.NoContent)]
    [InlineData("keyed", "master", HttpStatusCode.NoContent)]
    [InlineData("admin", "host", HttpStatusCode.Unauthorized)]
    [InlineData("admin", "master", HttpStatusCode.NoContent)]
    [InlineData("system", "host", HttpStatusCode.Unauthorized)]
    [InlineData("system", "system", HttpStatusCode.NoContent)]
    [InlineData("default", "none", HttpStatusCode.Unauthorized)]
    [InlineData("trap", "none", HttpStatusCode.NoContent)]
    public async Task Request_WhenAKeyIsShown_IsLetInByItsLevel(string function, string key, HttpStatusCode expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var value = key switch
        {
            "host" => host.HostKey,
            "master" => host.MasterKey,
            "system" => host.Services.GetRequiredService<HostKeys>().SystemKey(HostKeys.DurableTaskExtension),
            _ => key,
        };

        using var byHeader = new HttpRequestMessage(HttpMethod.Get, $"/api/{function}");
        if (key != "none")
        {
            byHeader.Headers.Add("x-functions-key", value);
        }

        using var headerResponse = await host.Client.SendAsync(byHeader);
        using var queryResponse = await host.Client.GetAsync(new Uri(key == "none" ? $"/api/{function}" : $"/api/{function}?code={value}", UriKind.Relative));

        Assert.Equal(expected, headerResponse.StatusCode);
        Assert.Equal(expected, queryResponse.StatusCode);
    }

    [Fact]
    public async Task FunctionKey_WhenWrittenToTheFile_OpensThatFunctionOnly()
    {
        using var folder = new TestFolder();
        await using (var first = await TestHost.StartAsync(new TestHostSettings { Functions = [typeof(Functions)], Folder = folder }))
        {
        }

        var file = Path.Combine(folder.Data, "keys.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"functions\": {}", "\"functions\": { \"Keyed\": \"only-keyed\" }", StringComparison.Ordinal));
        await using var host = await TestHost.StartAsync(new TestHostSettings { Functions = [typeof(Functions)], Folder = folder });

        await host.GetAsync("/api/keyed?code=only-keyed", HttpStatusCode.NoContent);
        await host.GetAsync("/api/default?code=only-keyed", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Keys_WhenTheHostRestarts_StayTheSame()
    {
        using var folder = new TestFolder();
        var settings = new TestHostSettings { Functions = [typeof(Functions)], Folder = folder };
        string first;
        await using (var host = await TestHost.StartAsync(settings))
        {
            first = host.MasterKey;
        }

        await using var again = await TestHost.StartAsync(settings);
        Assert.Equal(first, again.MasterKey);
        Assert.NotEqual(again.MasterKey, again.HostKey);
    }

    [Fact]
    public async Task Keys_WhenMade_AreReadableByTheirOwnerOnlyAndNeverLogged()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        await host.GetAsync($"/api/keyed?code={host.HostKey}", HttpStatusCode.NoContent);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(host.DataPath, "keys.json")));
        }

        Assert.DoesNotContain(host.Log.Texts, text => text.Contains(host.HostKey, StringComparison.Ordinal) || text.Contains(host.MasterKey, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "master": "", "host": "x" }""")]
    public async Task KeyFile_WhenDamaged_StopsTheStart(string content)
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Data);
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "keys.json"), content);

        var failure = await TestHost.FailAsync(new TestHostSettings { Functions = [typeof(Functions)], Folder = folder });

        Assert.Contains("keys.json' is damaged", failure.Message, StringComparison.Ordinal);
    }

    public static class Functions
    {
        [Function("Open")]
        public static void Open([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
        }

        [Function("Keyed")]
        public static void Keyed([HttpTrigger(AuthorizationLevel.Function)] HttpRequestData request)
        {
        }

        [Function("Admin")]
        public static void Admin([HttpTrigger(AuthorizationLevel.Admin)] HttpRequestData request)
        {
        }

        [Function("System")]
        public static void System([HttpTrigger(AuthorizationLevel.System)] HttpRequestData request)
        {
        }

        [Function("Default")]
        public static void Default([HttpTrigger] HttpRequestData request)
        {
        }

        [Function("Trap")]
        public static void Trap([HttpTrigger("get")] HttpRequestData request)
        {
        }
    }
}
