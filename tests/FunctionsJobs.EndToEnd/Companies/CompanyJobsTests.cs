using System.Net;
using System.Text.Json;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Analytics.Sqlite;
using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Sql;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.Security;

namespace FunctionsJobs.EndToEnd.Companies;

/// <summary>Companies through the built program, from the store to the report, with the program killed in between.</summary>
public sealed class CompanyJobsTests : IDisposable
{
    private const int Count = 250;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Jobs_OnStoredCompanies_RunToTheReport_ThoughTheProgramIsKilled()
    {
        var ids = await StoreAsync();
        string process;
        await using (var app = await RunningApp.StartAsync(_data))
        {
            process = await SubmitAsync(app, "process/data", ids);
            await app.KillAsync();
        }

        await using (var app = await RunningApp.StartAsync(_data))
        {
            var processed = await ResultAsync(app, "processing", process);
            Assert.Equal(Count, processed.GetProperty("companies").GetArrayLength());
            Assert.Equal("nope", Assert.Single(processed.GetProperty("notFound").EnumerateArray()).GetString());
            Assert.Equal(Count / 2, processed.GetProperty("companies").EnumerateArray().Count(company => company.TryGetProperty("duplicateOf", out _)));
            await ResultAsync(app, "processing", await SubmitAsync(app, "process/enrich", ids));
            await ResultAsync(app, "processing", await SubmitAsync(app, "process/scores", ids));
            var again = await ResultAsync(app, "processing", await SubmitAsync(app, "process/scores", ids));
            Assert.Equal(0, again.GetProperty("changed").GetInt32());
            var analysis = (await ResultAsync(app, "company-analytics", await SubmitAsync(app, "analytics/analyze", ids))).GetProperty("analysis");
            Assert.Equal((Count / 2, Count / 2), (analysis.GetProperty("companies").GetInt32(), analysis.GetProperty("duplicates").GetInt32()));
            var report = await ResultAsync(app, "company-analytics", await SubmitAsync(app, "analytics/report", ids, ""","report_type":"comprehensive" """));
            var page = await app.Http.GetStringAsync(new Uri(report.GetProperty("reportUrl").GetString()!, UriKind.Relative));
            Assert.Contains("company000.de", page, StringComparison.Ordinal);
            using var foreign = new HttpRequestMessage(HttpMethod.Get, report.GetProperty("dataUrl").GetString());
            foreign.Headers.Authorization = new("Bearer", app.NewToken(Role.Admin, "pub-2"));
            Assert.Equal(HttpStatusCode.NotFound, (await app.Http.SendAsync(foreign)).StatusCode);
        }
    }

    // Half of them are shops of the others.
    private async Task<IReadOnlyList<string>> StoreAsync()
    {
        await using var database = new SqliteAnalyticsDatabase(Path.Combine(_data.Path, "analytics.db"), TimeSpan.FromSeconds(30));
        await new SqlAnalyticsStore(database, TimeProvider.System).OpenAsync(CancellationToken.None);
        var store = new SqlCompanyStore(database, TimeProvider.System);
        var ids = new List<string> { "nope" };
        for (var index = 0; index < Count; index++)
        {
            var company = new ScrapedCompany
            {
                Url = $"https://{(index % 2 == 0 ? "" : "shop.")}company{index / 2:000}.de/",
                FetchedAt = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
                Name = $"Company {index:000} GmbH",
                Industry = "Software",
            };
            ids.Add((await store.UpsertAsync(null, company, CancellationToken.None)).Id);
        }

        return ids;
    }

    private static async Task<string> SubmitAsync(RunningApp app, string path, IReadOnlyList<string> ids, string more = "")
    {
        using var answer = await app.PostAsync($"/api/v1/jobs/{path}", $$"""{"company_ids":{{JsonSerializer.Serialize(ids)}}{{more}}}""");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        return JsonElement.Parse(text).GetProperty("data").GetProperty("jobId").GetString()!;
    }

    private static async Task<JsonElement> ResultAsync(RunningApp app, string queue, string jobId)
    {
        var job = await app.WaitForJobAsync(jobId, Limit, $"/api/v1/queues/{queue}/jobs");
        Assert.True(job.GetProperty("state").GetString() == "completed", $"{job}\n{app.Tail()}");
        return job.GetProperty("result");
    }
}
