using System.Net;
using System.Net.Http.Headers;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.Security;

namespace FunctionsJobs.EndToEnd.Security;

/// <summary>Tokens as an operator gets and uses them: from the built program.</summary>
public sealed class AccessProcessTests
{
    private const string Rollups = "/api/v1/analytics/rollups?publisherId=pub-1&granularity=day&from=2026-01-01&to=2026-01-02";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Token_AsPrintedByTheProgram_OpensItAndOutlivesARestart()
    {
        using var data = new DataFolder();
        var token = await PrintAsync(data, "--token", "viewer", "--publisher", "pub-1");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await using var app = await RunningApp.StartAsync(data);

            Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, token, Rollups));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(app, token, Rollups.Replace("pub-1", "pub-2", StringComparison.Ordinal)));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, null, Rollups));
            Assert.Equal(0, await app.StopAsync(Limit));
        }
    }

    [Fact]
    public async Task Token_OfAnotherDataFolder_OpensNothing()
    {
        using var data = new DataFolder();
        using var other = new DataFolder();
        var token = await PrintAsync(other, "--token", "admin");
        await using var app = await RunningApp.StartAsync(data);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, token, Rollups));
    }

    // The output goes into a pipe here, as it goes to a file or a log elsewhere.
    [Theory]
    [InlineData()]
    [InlineData("--sample")]
    public async Task Start_WhereTheOutputIsKept_ShowsNoToken(params string[] arguments)
    {
        using var data = new DataFolder();
        await using var app = await RunningApp.StartAsync(
            data, new Dictionary<string, string> { ["AzureFunctionsJobHost__logging__logLevel__default"] = "Debug" }, arguments);
        await app.WaitForLineAsync(line => line.Contains("--token", StringComparison.Ordinal), Limit);
        var token = app.NewToken(Role.Operator);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, token, Rollups));
        Assert.Equal(0, await app.StopAsync(Limit));

        var key = (await File.ReadAllTextAsync(Path.Combine(data.Path, "signing-key"))).Trim();
        Assert.DoesNotContain(app.Output, line => line.Contains("eyJ", StringComparison.Ordinal) || line.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithAnIssuerWhoseSettingsAreIncomplete_EndsWithAClearLine()
    {
        using var data = new DataFolder();
        await using var app = RunningApp.Launch(data, new Dictionary<string, string> { ["Security__MetadataUrl"] = "https://issuer.example/", ["Security__Audience"] = "jobs" });

        Assert.NotEqual(0, await app.WaitForExitAsync(Limit));
        Assert.Contains(app.Output, line => line.Contains("Security:Issuer is required", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Output, line => line.Contains("   at ", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(data.Path, "signing-key")));
    }

    private static async Task<string> PrintAsync(DataFolder data, params string[] arguments)
    {
        await using var app = RunningApp.Launch(data, null, arguments);
        Assert.Equal(0, await app.WaitForExitAsync(Limit));
        return Assert.Single(app.Output);
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningApp app, string? token, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var client = new HttpClient { BaseAddress = app.Http.BaseAddress };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
