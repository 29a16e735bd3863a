using System.Net;
using System.Text;
using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.JobStore;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Queues.Harness;
using FunctionsJobs.Tests.Scraping.Harness;

namespace FunctionsJobs.Tests.JobApi;

/// <summary>The starters of scraping jobs over HTTP.</summary>
public sealed class ScrapeJobsTests : IAsyncLifetime
{
    private const string Url = "/api/v1/jobs/scrape/company";

    private readonly OddSite _site = new();
    private TestApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = new TestApp(["--Outbound:AllowedTargets:0", _site.Authority]);
        await _app.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task Company_IsReadAndStoredForItsCallersPublisherOnly()
    {
        _site.OnPage("/", "<title>Anvil</title>");
        var body = $$"""{"company_url":"{{_site.At("/")}}","priority":99}""";

        using var one = _app.ClientOf(Role.Operator, "pub-1");
        using var two = _app.ClientOf(Role.Operator, "pub-2");
        var first = await EndOfAsync(await one.PostAsync(Url, Json(body)));
        var second = await EndOfAsync(await two.PostAsync(Url, Json(body)));

        Assert.Equal(("pub-1", "pub-2"), (first.Tenant, second.Tenant));
        Assert.Equal((99, "127.0.0.1", "scraping", "company"), (first.Priority, first.LimitKey, first.Queue, first.Type));
        Assert.Contains("\"created\"", first.Result, StringComparison.Ordinal);
        Assert.Contains("\"created\"", second.Result, StringComparison.Ordinal);
        var companies = _app.Get<ICompanyStore>();
        Assert.Equal("pub-1", Assert.Single(await companies.ListAsync("pub-1", null, 10, CancellationToken.None)).Tenant);
        Assert.Equal("pub-2", Assert.Single(await companies.ListAsync("pub-2", null, 10, CancellationToken.None)).Tenant);
        Assert.Empty(await companies.ListAsync(null, null, 10, CancellationToken.None));
        using var foreign = await two.GetAsync($"/api/v1/queues/scraping/jobs/{first.Id}");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    // One after the other, whoever submitted them: the second waits although the queue has room.
    [Fact]
    public async Task Company_OfAHostThatIsBeingRead_Waits()
    {
        using var go = new SemaphoreSlim(0);
        var together = 0;
        var most = 0;
        foreach (var path in (string[])["/a", "/b", "/c"])
        {
            _site.On(path, async (stream, cancellation) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref together));
                await go.WaitAsync(cancellation);
                Interlocked.Decrement(ref together);
                await stream.WriteAsync(OddSite.Answer(200, "Content-Type: text/html", []), cancellation);
            });
        }

        var answers = await Task.WhenAll(((string[])["/a", "/b", "/c"]).Select(path => _app.PostAsync($$"""{"company_url":"{{_site.At(path)}}"}""", Url)));
        await Eventually.HoldsAsync(() => Volatile.Read(ref together) == 1, "one request");
        go.Release(3);
        foreach (var answer in answers)
        {
            Assert.Equal(JobState.Completed, (await EndOfAsync(answer)).State);
        }

        Assert.Equal(1, most);
    }

    [Theory]
    [InlineData("""{"company_url":"file:///etc/passwd"}""", "$.company_url")]
    [InlineData("""{"company_url":"gopher://example.com/"}""", "$.company_url")]
    [InlineData("""{"company_url":"https://a:b@example.com/"}""", "$.company_url")]
    [InlineData("""{"company_url":7}""", "$.company_url")]
    [InlineData("""{"company_url":null}""", "$.company_url")]
    [InlineData("""{"companyUrl":"https://example.com/"}""", "$.companyUrl")]
    [InlineData("""{"company_url":"https://example.com/","priority":"high"}""", "$.priority")]
    [InlineData("""{"company_url":"https://example.com/","priority":999}""", "$.priority")]
    [InlineData("""{"company_url":"https://example.com/","publisherId":"pub-2"}""", "$.publisherId")]
    public async Task Company_WhenInvalid_NamesTheField(string body, string path)
    {
        var problem = await (await _app.PostAsync(body, Url)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains(path, problem.Paths());
    }

    [Fact]
    public async Task Companies_AreReadByJobsOfTheirOwnForTheirCallersPublisher()
    {
        _site.OnPage("/a", "<title>Anvil</title>");
        using var client = _app.ClientOf(Role.Operator, "pub-1");

        var job = await EndOfAsync(await client.PostAsync(
            "/api/v1/jobs/scrape/companies", Json($$"""{"company_urls":["{{_site.At("/a")}}","{{_site.At("/b")}}"],"priority":60}""")));

        Assert.Equal((JobState.Completed, "pub-1", "companies", 60), (job.State, job.Tenant, job.Type, job.Priority));
        var result = JsonElement.Parse(job.Result!);
        Assert.Equal(
            (2, 1, 1), (result.GetProperty("total").GetInt32(), result.GetProperty("succeeded").GetInt32(), result.GetProperty("failed").GetInt32()));
        Assert.Single(await _app.Get<ICompanyStore>().ListAsync("pub-1", null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Batch_ReadsTheCallersOwnCompaniesThatAreFound()
    {
        _site.OnPage("/", "<title>Anvil</title>");
        await _app.Get<ICompanyStore>().UpsertAsync(
            "pub-1", new ScrapedCompany { Url = _site.At("/").AbsoluteUri, FetchedAt = DateTimeOffset.UnixEpoch, Name = "Anvil" }, CancellationToken.None);
        using var one = _app.ClientOf(Role.Operator, "pub-1");
        using var two = _app.ClientOf(Role.Operator, "pub-2");
        var body = """{"search_queries":["anvil"],"max_results_per_query":5}""";

        var found = await EndOfAsync(await one.PostAsync("/api/v1/jobs/scrape/batch", Json(body)));
        var none = await EndOfAsync(await two.PostAsync("/api/v1/jobs/scrape/batch", Json(body)));

        Assert.Equal(1, JsonElement.Parse(found.Result!).GetProperty("succeeded").GetInt32());
        Assert.Equal(0, JsonElement.Parse(none.Result!).GetProperty("total").GetInt32());
        Assert.Empty(await _app.Get<ICompanyStore>().ListAsync("pub-2", null, 10, CancellationToken.None));
    }

    [Theory]
    [InlineData("companies", """{"company_urls":[]}""", "$.company_urls")]
    [InlineData("companies", """{"company_urls":["https://example.com/","ftp://example.com/"]}""", "$.company_urls[1]")]
    [InlineData("companies", """{"company_url":"https://example.com/"}""", "$.company_url")]
    [InlineData("batch", """{"search_queries":["a"],"max_results_per_query":0}""", "$.max_results_per_query")]
    [InlineData("batch", """{"search_queries":[""]}""", "$.search_queries[0]")]
    [InlineData("batch", """{"max_results_per_query":1}""", "$.search_queries")]
    public async Task Many_WhenInvalid_NamesTheField(string route, string body, string path)
    {
        var problem = await (await _app.PostAsync(body, $"/api/v1/jobs/scrape/{route}")).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains(path, problem.Paths());
    }

    [Fact]
    public async Task Company_OfAViewer_IsForbidden()
    {
        using var viewer = _app.ClientOf(Role.Viewer);

        using var answer = await viewer.PostAsync(Url, Json("""{"company_url":"https://example.com/"}"""));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Company_WithAnIdempotencyKey_IsOneJob()
    {
        _site.OnPage("/", "");
        var body = $$"""{"company_url":"{{_site.At("/")}}"}""";

        var first = await (await _app.PostAsync(body, Url, "key")).DataAsync(HttpStatusCode.Accepted);
        var second = await (await _app.PostAsync(body, Url, "key")).DataAsync(HttpStatusCode.Accepted);

        Assert.Equal(first.GetProperty("jobId").GetString(), second.GetProperty("jobId").GetString());
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private async Task<JobRecord> EndOfAsync(HttpResponseMessage answer)
    {
        var id = (await answer.DataAsync(HttpStatusCode.Accepted)).GetProperty("jobId").GetString()!;
        return await Eventually.GetAsync(
            async () => await _app.Jobs.FindAsync(id, CancellationToken.None) is { FinishedAt: not null } job ? job : null, $"the end of {id}");
    }
}
