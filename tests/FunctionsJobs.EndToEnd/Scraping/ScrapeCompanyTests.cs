using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using FunctionsJobs.EndToEnd.App;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.EndToEnd.Scraping;

/// <summary>A company's page, from the call to the company in the database, by the built program.</summary>
public sealed class ScrapeCompanyTests
{
    private const string Jobs = "/api/v1/queues/scraping/jobs";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> _requests = new();

    [Fact]
    public async Task Post_OfACompany_StoresItOnceAndFindsItUnchangedAfterAKill()
    {
        await using var site = await StartSiteAsync();
        var address = new Uri(site.Urls.Single());
        using var data = new DataFolder();
        var settings = new Dictionary<string, string> { ["Outbound__AllowedTargets__0"] = address.Authority, ["Scraping__Contact"] = "https://bot.example" };
        await using (var app = await RunningApp.StartAsync(data, settings))
        {
            var result = await ScrapeAsync(app, address);

            Assert.Equal(("created", "127.0.0.1", 200), (Text(result, "outcome"), Text(result, "domain"), result.GetProperty("status").GetInt32()));
            Assert.Equal(new Uri(address, "/en"), new Uri(Text(result, "url")));
            Assert.Equal(1, result.GetProperty("found").GetProperty("emails").GetInt32());
            await app.KillAsync();
        }

        await using (var app = await RunningApp.StartAsync(data, settings))
        {
            Assert.Equal("unchanged", Text(await ScrapeAsync(app, address), "outcome"));
            Assert.Equal(0, await app.StopAsync(Limit));
        }

        Assert.Equal(["/robots.txt", "/", "/en", "/robots.txt", "/", "/en"], _requests);
        using var database = new SqliteConnection($"Data Source={Path.Combine(data.Path, "analytics.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT count(*) || ' ' || min(facts) FROM company";
        var stored = (string)(await command.ExecuteScalarAsync())!;
        Assert.StartsWith("1 ", stored, StringComparison.Ordinal);
        Assert.Contains("info@anvil.example", stored, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ScrapeAsync(RunningApp app, Uri address)
    {
        using var answer = await app.PostAsync("/api/v1/jobs/scrape/company", JsonSerializer.Serialize(new { company_url = address }));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        var job = await app.WaitForJobAsync(JsonElement.Parse(text).GetProperty("data").GetProperty("jobId").GetString()!, Limit, Jobs);
        Assert.True(job.GetProperty("state").GetString() == "completed", $"{job}");
        return job.GetProperty("result");
    }

    private static string Text(JsonElement result, string member) => result.GetProperty(member).GetString()!;

    private async Task<WebApplication> StartSiteAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.Use((request, next) =>
        {
            _requests.Enqueue(request.Request.Path);
            return next(request);
        });
        site.MapGet("/robots.txt", () => "User-agent: *\nDisallow: /private\n");
        site.MapGet("/", () => Results.Redirect("/en"));
        site.MapGet("/en", () => Results.Content("<title>Anvil</title><p>info@anvil.example", "text/html; charset=utf-8"));
        await site.StartAsync();
        return site;
    }
}
