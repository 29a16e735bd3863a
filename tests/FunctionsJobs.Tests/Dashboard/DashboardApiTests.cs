using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Queues.Harness;

namespace FunctionsJobs.Tests.Dashboard;

public sealed class DashboardApiTests(TestApp app) : IClassFixture<TestApp>
{
    private const string StatsUrl = "/api/dashboard/stats";
    private static readonly DateTimeOffset Yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);

    [Fact]
    public async Task GetStats_AtFirst_NamesTheJobAndThenHasTheNumbers()
    {
        await AddAsync("first-1", 3);
        using var client = app.ClientOf(Role.Viewer, "first-1");

        using var first = await client.GetAsync(StatsUrl);
        var data = JsonElement.Parse(await first.Content.ReadAsStringAsync()).GetProperty("data");
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal((true, JsonValueKind.Null, JsonValueKind.Null), (data.GetProperty("isStale").GetBoolean(), data.GetProperty("numbers").ValueKind, data.GetProperty("computedAt").ValueKind));
        Assert.Equal(data.GetProperty("statusUrl").GetString(), first.Headers.Location!.ToString());
        Assert.NotNull(first.Headers.RetryAfter);
        var job = await EndOfAsync(client, data.GetProperty("statusUrl").GetString()!);
        Assert.Equal("completed", job.GetProperty("state").GetString());

        using var then = await client.GetAsync(StatsUrl);
        data = JsonElement.Parse(await then.Content.ReadAsStringAsync()).GetProperty("data");
        Assert.Equal(HttpStatusCode.OK, then.StatusCode);
        Assert.Equal((false, JsonValueKind.Null), (data.GetProperty("isStale").GetBoolean(), data.GetProperty("jobId").ValueKind));
        Assert.Equal(("first-1", 3), (data.GetProperty("publisherId").GetString(), data.GetProperty("numbers").GetProperty("last7Days").GetProperty("clicks").GetInt32()));
    }

    [Fact]
    public async Task GetStats_OfManyAtOnce_StartsOneJobForEachPublisher()
    {
        using var one = app.ClientOf(Role.Viewer, "many-1");
        using var two = app.ClientOf(Role.Viewer, "many-2");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one : two).GetFromJsonAsync<JsonElement>($"{StatsUrl}?key=analytics:overview")));

        var jobs = answers.Select(answer => answer.GetProperty("data"))
            .Where(data => data.GetProperty("jobId").ValueKind == JsonValueKind.String)
            .Select(data => (data.GetProperty("publisherId").GetString(), data.GetProperty("jobId").GetString())).Distinct().ToArray();
        Assert.Equal(["many-1", "many-2"], jobs.Select(job => job.Item1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task GetStats_OfNumbersThatAreOld_AnswersThemAndComputesThemAnew()
    {
        await using var impatient = new TestAppScope(["--Dashboard:FreshFor", "00:00:01"]);
        await impatient.App.InitializeAsync();
        var http = impatient.App.Http;

        var stale = await Eventually.GetAsync(
            async () => (await http.GetFromJsonAsync<JsonElement>(StatsUrl)).GetProperty("data") is var data
                && data.GetProperty("numbers").ValueKind == JsonValueKind.Object && data.GetProperty("isStale").GetBoolean() ? data.GetRawText() : null,
            "the numbers are old");
        var before = JsonElement.Parse(stale).GetProperty("computedAt").GetDateTimeOffset();

        Assert.Equal(JsonValueKind.String, JsonElement.Parse(stale).GetProperty("jobId").ValueKind);
        await Eventually.HoldsAsync(
            async () => (await http.GetFromJsonAsync<JsonElement>(StatsUrl)).GetProperty("data").GetProperty("computedAt").GetDateTimeOffset() > before,
            "they are computed anew");
    }

    [Theory]
    [InlineData("?key=dashboard:secrets", "key")]
    [InlineData("?publisherId=a%20b", "publisherId")]
    [InlineData("?page=1", "page")]
    [InlineData("?key=dashboard:stats&key=dashboard:stats", "key")]
    public async Task GetStats_WhenAParameterIsNotValid_NamesIt(string query, string parameter)
    {
        using var response = await app.Http.GetAsync(StatsUrl + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True(JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("errors").TryGetProperty(parameter, out _));
    }

    [Fact]
    public async Task GetStats_OfAnotherPublisher_IsNotThere()
    {
        using var client = app.ClientOf(Role.Admin, "own-1");

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{StatsUrl}?publisherId=own-2")).StatusCode);
    }

    // Overlapping data of two publishers; the revenue of the other one is a number that appears nowhere else.
    [Fact]
    public async Task Everything_OfOnePublisher_HoldsNoValueOfTheOther()
    {
        const string Marker = "424242";
        await AddAsync("tenant-a", 5);
        await app.Get<IAnalyticsStore>().AddEventsAsync(
            new[] { new AnalyticsEvent { Id = "m", PublisherId = "tenant-b", Type = AnalyticsEventType.Click, AtMilliseconds = Yesterday.AddDays(-9).ToUnixTimeMilliseconds(), RevenueMicros = 424_242_424_242 } },
            CancellationToken.None);
        using var a = app.ClientOf(Role.Operator, "tenant-a");
        using var b = app.ClientOf(Role.Operator, "tenant-b");
        using var all = app.ClientOf(Role.Operator);

        var seen = new Dictionary<string, string>();
        foreach (var (name, client) in new[] { ("b", b), ("all", all), ("a", a) })
        {
            var texts = new StringBuilder();
            foreach (var key in (string[])["dashboard:stats", "analytics:overview", "analytics:weekly-growth", "analytics:performance"])
            {
                texts.Append(await Eventually.GetAsync(
                    async () => await client.GetFromJsonAsync<JsonElement>($"{StatsUrl}?key={key}") is var answer
                        && answer.GetProperty("data").GetProperty("numbers").ValueKind == JsonValueKind.Object ? answer.GetRawText() : null,
                    key));
            }

            foreach (var (type, body) in new[] { ("weekly-growth", "{}"), ("performance-metrics", $$"""{"startDate":"{{Yesterday.AddDays(-20):yyyy-MM-dd}}","endDate":"{{Yesterday.AddDays(1):yyyy-MM-dd}}"}""") })
            {
                texts.Append((await RunAsync(client, type, body)).GetRawText());
            }

            seen[name] = texts.ToString();
        }

        Assert.Contains(Marker, seen["b"], StringComparison.Ordinal);
        Assert.Contains(Marker, seen["all"], StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, seen["a"], StringComparison.Ordinal);
        Assert.DoesNotContain("tenant-b", seen["a"], StringComparison.Ordinal);
        Assert.DoesNotContain("\"topPublishers\":[", seen["a"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartJob_OfABoundCaller_IsForItsPublisherAndNobodyElseSeesIt()
    {
        using var own = app.ClientOf(Role.Operator, "bound-1");
        using var other = app.ClientOf(Role.Operator, "bound-2");

        using var started = await PostAsync(own, "weekly-growth", "{}");
        var id = JsonElement.Parse(await started.Content.ReadAsStringAsync()).GetProperty("data").GetProperty("jobId").GetString();
        var job = await EndOfAsync(own, $"/api/dashboard/jobs/{id}");

        Assert.Equal("bound-1", job.GetProperty("result").GetProperty("publisherId").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/dashboard/jobs/{id}")).StatusCode);
        using var forbidden = await PostAsync(own, "weekly-growth", """{"publisherId":"bound-2"}""");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Theory]
    [InlineData("weekly-growth", """{"weeks":0}""", "$.weeks")]
    [InlineData("performance-metrics", """{"startDate":"2026-01-02","endDate":"2026-01-01"}""", "$.endDate")]
    [InlineData("performance-metrics", """{}""", "$.startDate")]
    [InlineData("weekly-growth", """{"nothing":0}""", "$.nothing")]
    public async Task StartJob_WhenTheBodyIsNotValid_NamesThePath(string type, string body, string path)
    {
        using var response = await PostAsync(app.Http, type, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True(JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("errors").TryGetProperty(path, out _));
    }

    [Fact]
    public async Task StartJob_OfAViewer_IsForbidden()
    {
        using var viewer = app.ClientOf(Role.Viewer);

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(viewer, "weekly-growth", "{}")).StatusCode);
    }

    [Fact]
    public async Task GetJob_OfAnotherQueue_IsNotThere()
    {
        using var submitted = await app.PostAsync(TestApp.Submission("""{"jobId":"not-a-dashboard-job"}"""));
        submitted.EnsureSuccessStatusCode();

        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/api/dashboard/jobs/not-a-dashboard-job")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Http.GetAsync("/api/dashboard/jobs/@x@y")).StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string type, string body) =>
        await client.PostAsync(new Uri($"/api/dashboard/jobs/{type}", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));

    private static async Task<JsonElement> RunAsync(HttpClient client, string type, string body)
    {
        using var started = await PostAsync(client, type, body);
        var id = JsonElement.Parse(await started.Content.ReadAsStringAsync()).GetProperty("data").GetProperty("jobId").GetString();
        return (await EndOfAsync(client, $"/api/dashboard/jobs/{id}")).GetProperty("result");
    }

    private static async Task<JsonElement> EndOfAsync(HttpClient client, string url) => JsonElement.Parse(await Eventually.GetAsync(
        async () => (await client.GetFromJsonAsync<JsonElement>(url)).GetProperty("data") is var job && job.GetProperty("finishedOn").ValueKind == JsonValueKind.Number ? job.GetRawText() : null,
        $"the end of {url}"));

    private Task<IngestResult> AddAsync(string publisher, int clicks) => app.Get<IAnalyticsStore>().AddEventsAsync(
        Enumerable.Range(0, clicks).Select(i => new AnalyticsEvent
        {
            Id = $"{i}",
            PublisherId = publisher,
            Type = AnalyticsEventType.Click,
            AtMilliseconds = Yesterday.ToUnixTimeMilliseconds(),
            RevenueMicros = 1,
        }).ToArray(),
        CancellationToken.None);

    /// <summary>A program with settings of the test's own.</summary>
    private sealed class TestAppScope(string[] settings) : IAsyncDisposable
    {
        public TestApp App { get; } = new(settings);

        public async ValueTask DisposeAsync() => await App.DisposeAsync();
    }
}
