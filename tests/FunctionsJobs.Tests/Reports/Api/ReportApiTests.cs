using System.Net;
using System.Text;
using System.Text.Json;
using FunctionsJobs.JobStore;
using FunctionsJobs.Mail;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Queues.Harness;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Reports.Api;

/// <summary>Reports over HTTP, and what two publishers see of each other's.</summary>
public sealed class ReportApiTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Jobs = "/api/v1/queues/report-generation/jobs";

    [Fact]
    public async Task Report_IsMadeMailedAndServed()
    {
        await SendEventsAsync("pub-served", 3, 0.5m);
        await SubmitAsync("served", "report", """{"publisherId":"pub-served","reportType":"daily","date":"2026-01-28","recipients":["reader@example.com"]}""");
        var job = await EndAsync("served");

        Assert.Equal("completed", job.GetProperty("state").GetString());
        var result = job.GetProperty("result");
        Assert.Equal(("/api/v1/reports/served", 1, 1.5m), (result.GetProperty("reportUrl").GetString(), result.GetProperty("mailsSent").GetInt32(), result.GetProperty("totals").GetProperty("revenue").GetDecimal()));

        using var answer = await app.Http.GetAsync("/api/v1/reports/served");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(result.GetProperty("sha256").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(page))));
        Assert.Equal("1.50", SampleReports.Parse(page).Rows("rows")[^1][1]);

        var mail = Assert.Single(MailsTo("reader@example.com"));
        Assert.Contains("Subject: Daily report: pub-served, 28 January 2026", mail, StringComparison.Ordinal);
        Assert.Contains("daily-report-pub-served-2026-01-28.html", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OfOnePublisher_HoldsNothingOfTheOther_WhoCannotReadIt()
    {
        await SendEventsAsync("pub-mine", 2, 0.25m);
        await SendEventsAsync("pub-theirs", 5, 777.125m);
        using var mine = app.ClientOf(Role.Operator, "pub-mine");
        using var theirs = app.ClientOf(Role.Admin, "pub-theirs");
        await SubmitAsync("mine", "report", """{"publisherId":"pub-mine","reportType":"monthly","date":"2026-01-28","recipients":["mine@example.com"]}""", mine);
        var result = (await EndAsync("mine")).GetProperty("result");

        using var own = await mine.GetAsync("/api/v1/reports/mine");
        using var foreign = await theirs.GetAsync("/api/v1/reports/mine");
        using var missing = await theirs.GetAsync("/api/v1/reports/nobodys");
        foreach (var text in (string[])[await own.Content.ReadAsStringAsync(), result.ToString(), Assert.Single(MailsTo("mine@example.com"))])
        {
            Assert.DoesNotContain("pub-theirs", text, StringComparison.Ordinal);
            foreach (var revenue in (string[])["777.1", "3,885", "3885.6", "3885625000"])
            {
                Assert.DoesNotContain(revenue, text, StringComparison.Ordinal);
            }
        }

        Assert.Equal(0.5m, result.GetProperty("totals").GetProperty("revenue").GetDecimal());
        var (one, other) = (await foreign.ProblemAsync(HttpStatusCode.NotFound), await missing.ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal(one.GetProperty("detail").GetString(), other.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Submit_OfAnothersReport_Answers403()
    {
        using var stranger = app.ClientOf(Role.Operator, "pub-2");
        using var answer = await PostAsync("not-his", "report", """{"publisherId":"pub-1","reportType":"daily","date":"2026-01-28"}""", stranger);

        Assert.Equal(["$.data.publisherId"], (await answer.ProblemAsync(HttpStatusCode.Forbidden)).Paths());
    }

    [Fact]
    public async Task Summary_IsForCallersOfAllPublishersOnly()
    {
        await SendEventsAsync("pub-summed", 4, 1m);
        using var bound = app.ClientOf(Role.Admin, "pub-summed");
        using var refused = await PostAsync("not-for-one", "daily-summary", """{"date":"2026-01-28"}""", bound);
        Assert.Equal(["$.jobName"], (await refused.ProblemAsync(HttpStatusCode.Forbidden)).Paths());

        await SubmitAsync("summary", "daily-summary", """{"date":"2026-01-28"}""");
        Assert.Equal("completed", (await EndAsync("summary")).GetProperty("state").GetString());
        using var answer = await app.Http.GetAsync("/api/v1/reports/summary");
        using var foreign = await bound.GetAsync("/api/v1/reports/summary");

        Assert.Contains("pub-summed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await foreign.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_OfAJobWithoutAReport_Answers404()
    {
        using var accepted = await app.PostAsync(TestApp.Submission("""{"jobId":"no-report"}"""));
        await accepted.DataAsync(HttpStatusCode.Accepted);
        using var ended = await app.EndOfAsync("no-report");
        using var other = await app.Http.GetAsync("/api/v1/reports/no-report");
        using var invalid = await app.Http.GetAsync("/api/v1/reports/%20");

        await other.ProblemAsync(HttpStatusCode.NotFound);
        await invalid.ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Submit_WithAHeaderInARecipient_Answers400AndNamesIt()
    {
        using var answer = await PostAsync("injected", "report", """{"publisherId":"pub-1","reportType":"daily","date":"2026-01-28","recipients":["a@b.c\r\nBcc: x@y.z"]}""");

        Assert.Equal(["$.data.recipients[0]"], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
        Assert.Null(await app.Jobs.FindAsync("injected", CancellationToken.None));
    }

    private async Task SendEventsAsync(string publisher, int impressions, decimal revenue)
    {
        var lines = Enumerable.Range(0, impressions).Select(i =>
            $$"""{"id":"{{publisher}}-{{i}}","publisherId":"{{publisher}}","type":"impression","at":"2026-01-28T{{i:00}}:30:00Z","revenue":{{revenue}}}""");
        using var answer = await app.PostAsync(string.Join('\n', lines), "/api/v1/analytics/events", contentType: "application/x-ndjson");
        Assert.Equal(impressions, (await answer.DataAsync(HttpStatusCode.OK)).GetProperty("accepted").GetInt32());
    }

    private async Task SubmitAsync(string jobId, string jobName, string data, HttpClient? client = null)
    {
        using var answer = await PostAsync(jobId, jobName, data, client);
        await answer.DataAsync(HttpStatusCode.Accepted);
    }

    private async Task<HttpResponseMessage> PostAsync(string jobId, string jobName, string data, HttpClient? client = null)
    {
        using var body = new StringContent(TestApp.Submission($$"""{"jobId":"{{jobId}}"}""", jobName, data), Encoding.UTF8, "application/json");
        return await (client ?? app.Http).PostAsync(Jobs, body);
    }

    private async Task<JsonElement> EndAsync(string jobId)
    {
        await Eventually.GetAsync(
            async () => (await app.Jobs.FindAsync(jobId, CancellationToken.None)) is { } job && job.State.IsTerminal() ? job : null, $"the end of {jobId}");
        using var view = await app.Http.GetAsync($"{Jobs}/{jobId}");
        return await view.DataAsync(HttpStatusCode.OK);
    }

    private IEnumerable<string> MailsTo(string recipient) => Directory.EnumerateFiles(app.Get<IOptions<MailOptions>>().Value.Folder, "*.eml")
        .Select(File.ReadAllText)
        .Where(mail => mail.Contains($"To: {recipient}", StringComparison.Ordinal));
}
