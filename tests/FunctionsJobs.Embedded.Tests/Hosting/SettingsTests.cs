using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Embedded.Hosting.Configuration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Tests.Hosting;

public class SettingsTests
{
    [Fact]
    public async Task LocalSettings_WhenPresent_AreSettingsThatArgumentsOverride()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            LocalSettingsJson = """
                {
                  "IsEncrypted": false, // plain
                  "Values": { "Greeting": "from file", "Nested__Key": "nested", "Number": 5, "Both": "file", "EmbeddedHost__DrainTimeout": "00:00:07" },
                  "ConnectionStrings": { "Main": "Data Source=x" },
                }
                """,
            Arguments = ["--Both", "argument"],
        });
        var configuration = host.Services.GetRequiredService<IConfiguration>();

        Assert.Equal("from file", configuration["Greeting"]);
        Assert.Equal("nested", configuration["Nested:Key"]);
        Assert.Equal("5", configuration["Number"]);
        Assert.Equal("argument", configuration["Both"]);
        Assert.Equal("Data Source=x", configuration.GetConnectionString("Main"));
        Assert.Equal(TimeSpan.FromSeconds(7), host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<EmbeddedHostOptions>>().Value.DrainTimeout);
    }

    [Fact]
    public async Task LocalSettings_WhenTheyGrantCors_AnswerPreflights()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            LocalSettingsJson = """{ "IsEncrypted": false, "Host": { "CORS": "https://app.example", "CORSCredentials": true } }""",
        });
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/resolved");
        preflight.Headers.Add("Origin", "https://app.example");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");

        using var response = await host.Client.SendAsync(preflight);

        Assert.Equal("https://app.example", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("true", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Credentials")));
    }

    [Fact]
    public async Task HostJson_WhenPresent_SetsHubHeadersAndWarnsOfUnknownKeys()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            HostJson = """
                {
                  "version": "2.0", "colour": "red", "telemetryMode": "OpenTelemetry",
                  "extensions": {
                    "http": { "customHeaders": { "X-Content-Type-Options": "nosniff" }, "speed": 1 },
                    "durableTask": { "hubName": "%HUB%", "storageProvider": { "type": "AzureStorage" }, "useGracefulShutdwn": true }
                  }
                }
                """,
            Arguments = ["--HUB", "MyHub1"],
        });

        using var response = await host.Client.GetAsync(new Uri("/api/throws", UriKind.Relative));

        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(File.Exists(Path.Combine(host.DataPath, "MyHub1.db")));
        Assert.Equal(
            ["colour", "extensions.durableTask.useGracefulShutdwn", "extensions.http.speed"],
            host.Log.Texts.Where(text => text.Contains("means nothing to this host", StringComparison.Ordinal)).Select(text => text.Split('\'')[1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task HostJson_WhenASettingOverridesIt_TheSettingWins()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            HostJson = """{ "version": "2.0" }""",
            Arguments = ["--AzureFunctionsJobHost:extensions:http:routePrefix", "v2"],
        });

        Assert.Equal("resolved", await host.GetAsync("/v2/resolved"));
    }

    [Fact]
    public async Task Route_WhenItRefersToASetting_UsesItsValue()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings { Functions = [typeof(Referring)], Arguments = ["--Segment", "from-setting"] });

        Assert.Equal("referring", await host.GetAsync("/api/a/from-setting/b"));
    }

    [Theory]
    [InlineData("", "from-file")]
    [InlineData("--AzureFunctionsJobHost:extensions:app:segment=from-setting", "from-setting")]
    public async Task Route_WhenItRefersToAValueOfHostJson_UsesItUnlessASettingOverridesIt(string argument, string expected)
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(ReferringToHostJson)],
            HostJson = """{ "version": "2.0", "extensions": { "app": { "segment": "from-file" } } }""",
            Arguments = argument.Length == 0 ? [] : [argument],
        });

        Assert.Equal("referring", await host.GetAsync($"/api/a/{expected}/b"));
    }

    [Fact]
    public async Task Summary_WhenUp_NamesAddressFunctionsAndFolder()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var summary = host.Log.Texts.Single(text => text.StartsWith("Embedded host ", StringComparison.Ordinal));

        Assert.Contains(host.Address.GetLeftPart(UriPartial.Authority), summary, StringComparison.Ordinal);
        Assert.Contains("Resolved  GET /api/resolved", summary, StringComparison.Ordinal);
        Assert.Contains("Nightly  0 0 2 * * *  next ", summary, StringComparison.Ordinal);
        Assert.Contains(host.DataPath, summary, StringComparison.Ordinal);
    }

    [Fact]
    public void HostSettings_WhenThereIsNoFile_HaveTheRealHostsDefaults()
    {
        var settings = HostSettingsReader.Read(null, new ConfigurationBuilder().Build());

        Assert.Equal("api", settings.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(30), settings.FunctionTimeout);
        Assert.Equal((-1, -1), (settings.MaxConcurrentRequests, settings.MaxOutstandingRequests));
        Assert.Equal(new DurableSettings(), settings.Durable);
        Assert.Equal("TestHubName", settings.Durable.HubName);
        Assert.Equal(10 * Environment.ProcessorCount, settings.Durable.MaxConcurrentActivities);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.Durable.InstanceIdleTimeout);
    }

    [Fact]
    public void EmbeddedHostOptions_WhenUntouched_HaveTheDocumentedDefaults()
    {
        var options = new EmbeddedHostOptions();

        Assert.Equal(".functionsjobs", options.DataFolder);
        Assert.Equal(7071, options.Port);
        Assert.False(options.AllowRemote);
        Assert.Equal(TimeSpan.FromSeconds(30), options.DrainTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), options.CancellationGrace);
        Assert.Equal(104_857_600, options.MaxRequestBodyBytes);
        Assert.Equal(1024 * 1024, options.ResponseBufferBytes);
    }

    [Theory]
    [InlineData("--port 7072 --sample --Section:Key=value --flag", "port=7072 sample=true Section:Key=value flag=true")]
    [InlineData("--sample --port 7072", "sample=true port=7072")]
    [InlineData("stray --a b c --d=", "a=b d=")]
    [InlineData("--port 1 --PORT 2", "port=2")]
    [InlineData("-- x", "")]
    public void CommandLine_WhenParsed_GivesPairsAndFlags(string arguments, string expected)
        => Assert.Equal(expected, string.Join(' ', CommandLine.Parse(arguments.Split(' ')).Select(pair => $"{pair.Key}={pair.Value}")));

    [Theory]
    [InlineData("plain", "plain", "")]
    [InlineData("%A%", "1", "")]
    [InlineData("x%A%y%B%z", "x1y2z", "")]
    [InlineData("%C% %A%", " 1", "C")]
    [InlineData("50 % of", "50 % of", "")]
    [InlineData("%%", "%%", "")]
    [InlineData("%Deep__Key%", "3", "")]
    public void Resolve_WhenSettingsAreNamed_PutsTheirValues(string text, string expected, string missing)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["A"] = "1", ["B"] = "2", ["Deep:Key"] = "3" })
            .Build();
        var unknown = new List<string>();

        Assert.Equal(expected, new SettingReferences(configuration).Resolve(text, unknown));
        Assert.Equal(missing, string.Join(',', unknown));
    }

    public static class Functions
    {
        [Function("Resolved")]
        public static string Resolved([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resolved")] HttpRequestData request) => "resolved";

        [Function("Throws")]
        public static string Throws([HttpTrigger(AuthorizationLevel.Anonymous, Route = "throws")] HttpRequestData request) => throw new InvalidOperationException("x");

        [Function("Nightly")]
        public static void Nightly([TimerTrigger("0 0 2 * * *")] TimerInfo timer)
        {
        }
    }

    public static class ReferringToHostJson
    {
        [Function("ReferringToHostJson")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/%AzureFunctionsJobHost:extensions:app:segment%/b")] HttpRequestData request) => "referring";
    }

    public static class Referring
    {
        [Function("Referring")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/%Segment%/b")] HttpRequestData request) => "referring";
    }
}
