using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Companies;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Queues.Harness;

namespace FunctionsJobs.Tests.JobApi;

/// <summary>The starters of jobs on companies over HTTP, by callers of two publishers with the same domains.</summary>
public sealed class CompanyJobsApiTests(TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private static readonly (string Path, string More)[] Starters =
    [
        ("process/data", ""), ("process/scores", ""), ("process/enrich", ""), ("analytics/report", ",\"report_type\":\"comprehensive\""), ("analytics/analyze", ""),
    ];

    public static TheoryData<string, string> Paths()
    {
        var paths = new TheoryData<string, string>();
        Array.ForEach(Starters, starter => paths.Add(starter.Path, starter.More));
        return paths;
    }

    public async Task InitializeAsync()
    {
        foreach (var tenant in (string?[])["pub-1", "pub-2", null])
        {
            await app.Get<ICompanyStore>().UpsertAsync(
                tenant,
                SampleCompanies.Whole("https://acme.de/") with { Description = MarkerOf(tenant), Emails = [$"{MarkerOf(tenant)}@acme.de"] },
                CancellationToken.None);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Start_ByTwoPublishers_AnswersEachWithItsOwnCompaniesOnly(string path, string more)
    {
        foreach (var (tenant, others) in ((string?, string?[])[])[("pub-1", ["pub-2", null]), ("pub-2", ["pub-1", null]), (null, ["pub-1", "pub-2"])])
        {
            using var client = app.ClientOf(Role.Operator, tenant);
            var ids = ((string?[])["pub-1", "pub-2", null]).Select(owner => CompanyId.Of(owner, "acme.de"));
            var body = $"{{\"company_ids\":{JsonSerializer.Serialize(ids)}{more}}}";

            var seen = await RunAsync(client, path, body);

            Assert.Contains(CompanyId.Of(tenant, "acme.de"), seen, StringComparison.Ordinal);
            Assert.All(others, other => Assert.DoesNotContain(MarkerOf(other), seen, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Start_WhenTheBodyIsNotValid_NamesThePathInTheBody(string path, string more)
    {
        foreach (var (ids, field) in ((string, string)[])[("[]", "$.company_ids"), ("[\"a\",\"\\u0000\"]", "$.company_ids[1]"), ("[7]", "$.company_ids[0]")])
        {
            var problem = await (await app.PostAsync($"{{\"company_ids\":{ids}{more}}}", Url(path))).ProblemAsync(HttpStatusCode.BadRequest);

            Assert.Equal([field], problem.Paths());
        }

        var unknown = await (await app.PostAsync($"{{\"company_ids\":[\"a\"],\"publisherId\":\"pub-2\"{more}}}", Url(path))).ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["$.publisherId"], unknown.Paths());
        await (await app.PostAsync("x", Url(path), contentType: "text/plain")).ProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Start_ByAViewer_IsRefused(string path, string more)
    {
        using var client = app.ClientOf(Role.Viewer);
        using var content = new StringContent($"{{\"company_ids\":[\"a\"]{more}}}", System.Text.Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(new Uri(Url(path), UriKind.Relative), content)).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Start_WithTheSameIdempotencyKey_GivesTheSameJob(string path, string more)
    {
        var body = $"{{\"company_ids\":[\"nope\"]{more}}}";
        var first = await (await app.PostAsync(body, Url(path), path)).DataAsync(HttpStatusCode.Accepted);
        var second = await (await app.PostAsync(body, Url(path), path)).DataAsync(HttpStatusCode.Accepted);

        Assert.Equal(first.GetProperty("jobId").GetString(), second.GetProperty("jobId").GetString());
        await (await app.PostAsync(body.Replace("nope", "other", StringComparison.Ordinal), Url(path), path)).ProblemAsync(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Report_IsServedToItsPublisherAlone()
    {
        using var own = app.ClientOf(Role.Operator, "pub-1");
        using var foreign = app.ClientOf(Role.Admin, "pub-2");
        using var content = new StringContent($$"""{"company_ids":["{{CompanyId.Of("pub-1", "acme.de")}}"],"report_type":"summary"}""", System.Text.Encoding.UTF8, "application/json");
        var accepted = await (await own.PostAsync(new Uri(Url("analytics/report"), UriKind.Relative), content)).DataAsync(HttpStatusCode.Accepted);
        var job = await EndOfAsync(own, accepted.GetProperty("jobId").GetString()!);

        foreach (var (member, type) in ((string, string)[])[("reportUrl", "text/html"), ("dataUrl", "application/json")])
        {
            var url = new Uri(job.GetProperty("result").GetProperty(member).GetString()!, UriKind.Relative);
            var answer = await own.GetAsync(url);
            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
            await (await foreign.GetAsync(url)).ProblemAsync(HttpStatusCode.NotFound);
        }
    }

    private static string MarkerOf(string? tenant) => $"marker-of-{tenant ?? "nobody"}";

    private static string Url(string path) => $"/api/v1/jobs/{path}";

    // Everything that the caller is given: the answer, the job, and where there is one, the report.
    private static async Task<string> RunAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var accepted = await (await client.PostAsync(new Uri(Url(path), UriKind.Relative), content)).DataAsync(HttpStatusCode.Accepted);
        var job = await EndOfAsync(client, accepted.GetProperty("jobId").GetString()!);
        Assert.True(job.GetProperty("status").GetString() == "completed", job.GetRawText());
        var seen = accepted.GetRawText() + job.GetRawText();
        foreach (var member in (string[])["reportUrl", "dataUrl"])
        {
            if (job.GetProperty("result").TryGetProperty(member, out var url))
            {
                seen += await client.GetStringAsync(new Uri(url.GetString()!, UriKind.Relative));
            }
        }

        return seen;
    }

    private static async Task<JsonElement> EndOfAsync(HttpClient client, string jobId)
    {
        var status = await Eventually.GetAsync(
            async () =>
            {
                var view = await client.GetFromJsonAsync<JsonDocument>($"/api/v1/jobs/status/{jobId}");
                return view!.RootElement.GetProperty("data").GetProperty("completedAt").ValueKind == JsonValueKind.Null ? null : view;
            },
            $"the end of {jobId}");
        return status.RootElement.GetProperty("data");
    }
}
