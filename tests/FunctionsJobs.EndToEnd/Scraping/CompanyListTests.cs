using System.Net;
using System.Text.Json;
using FunctionsJobs.EndToEnd.App;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace FunctionsJobs.EndToEnd.Scraping;

/// <summary>Lists of a hundred pages through the whole program.</summary>
public sealed class CompanyListTests(ITestOutputHelper output)
{
    private const string Jobs = "/api/v1/queues/scraping/jobs";
    private const int Sites = 25;
    private const int PagesPerSite = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Run_WhenTheHostIsKilledInTheMiddle_ReadsEveryPage_StoresEachCompanyOnce_AndSparesEverySite()
    {
        await using var sites = await CompanySites.StartAsync(Sites, TimeSpan.FromMilliseconds(60));
        using var data = new DataFolder();
        await using (var app = await RunningApp.StartAsync(data, sites.Settings()))
        {
            await SubmitAsync(app, "list", sites.Urls(PagesPerSite));
            await WaitAsync(() => sites.Pages.Count >= 40, "40 pages are read", app);
            await app.KillAsync();
        }

        output.WriteLine($"killed after {sites.Pages.Count} pages");
        Assert.InRange(sites.Pages.Count, 40, 95);
        await using (var app = await RunningApp.StartAsync(data, sites.Settings()))
        {
            var job = await app.WaitForJobAsync("list", Limit, Jobs);

            var result = job.GetProperty("result");
            Assert.Equal("completed", job.GetProperty("state").GetString());
            Assert.Equal((100, 100, 0), (Number(result, "total"), Number(result, "succeeded"), Number(result, "failed")));
            Assert.Equal(Sites, result.GetProperty("companyIds").GetArrayLength());
            Assert.Equal("""{"completed":100}""", job.GetProperty("children").GetRawText());
            Assert.Equal((100, 100), (Number(job.GetProperty("progress"), "step"), Number(job.GetProperty("progress"), "total")));
        }

        Assert.Equal(sites.Urls(PagesPerSite).Order(), sites.Pages.Distinct().Order());
        Assert.Equal(1, sites.MostPerSite);
        Assert.Equal(Sites, CountCompanies(data));
        output.WriteLine($"{sites.Pages.Count - 100} pages were read again");

        // What was under way at the kill, and no more.
        Assert.InRange(sites.Pages.Count, 100, 104);
    }

    [Fact]
    public async Task Cancel_InTheMiddle_EndsEveryChild_AndNothingIsReadAfterwards()
    {
        await using var sites = await CompanySites.StartAsync(Sites, TimeSpan.FromMilliseconds(200));
        using var data = new DataFolder();
        await using var app = await RunningApp.StartAsync(data, sites.Settings());
        await SubmitAsync(app, "list", sites.Urls(PagesPerSite));
        await WaitAsync(() => sites.Pages.Count >= 10, "10 pages are read", app);

        using var answer = await app.Http.DeleteAsync(new Uri("/api/v1/jobs/cancel/list", UriKind.Relative));
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{answer.StatusCode}");
        Assert.Equal("cancelled", (await app.WaitForJobAsync("list", Limit, Jobs)).GetProperty("state").GetString());
        await WaitAsync(async () => (await ChildrenAsync(app)).Keys.All(state => state is "completed" or "cancelled"), "all children have ended", app);
        var (pages, children) = (sites.Pages.Count, await ChildrenAsync(app));
        output.WriteLine($"{pages} pages read, {children["cancelled"]} jobs cancelled");

        // A while later still: another list has come and gone.
        await SubmitAsync(app, "later", [$"http://{sites.Authorities[0]}/later"]);
        Assert.Equal("completed", (await app.WaitForJobAsync("later", Limit, Jobs)).GetProperty("state").GetString());
        Assert.Equal(pages + 1, sites.Pages.Count);
        Assert.Equal(children, await ChildrenAsync(app));
        Assert.Equal(100, children.Values.Sum());
        Assert.InRange(children["completed"], 6, 90);
    }

    private static async Task SubmitAsync(RunningApp app, string id, IReadOnlyList<string> urls)
    {
        using var answer = await app.PostAsync(Jobs, JsonSerializer.Serialize(new { jobName = "companies", data = new { company_urls = urls }, options = new { jobId = id } }));
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<Dictionary<string, int>> ChildrenAsync(RunningApp app) =>
        (await app.GetDataAsync($"{Jobs}/list")).GetProperty("children").EnumerateObject().ToDictionary(count => count.Name, count => count.Value.GetInt32());

    private static int Number(JsonElement value, string name) => value.GetProperty(name).GetInt32();

    private static long CountCompanies(DataFolder data)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data.Path, "analytics.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM company";
        return (long)command.ExecuteScalar()!;
    }

    private static Task WaitAsync(Func<bool> condition, string what, RunningApp app) => WaitAsync(() => Task.FromResult(condition()), what, app);

    private static async Task WaitAsync(Func<Task<bool>> condition, string what, RunningApp app)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"not within {Limit}: {what}\n{app.Tail()}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
