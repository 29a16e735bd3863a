using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Queues.Harness;
using FunctionsJobs.Tests.Security.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Tests.Security;

/// <summary>Who may call what, over HTTP.</summary>
public sealed class AccessTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Events = "/api/v1/analytics/events";
    private const string Rollups = "/api/v1/analytics/rollups?publisherId=pub-1&granularity=day&from=2026-01-01&to=2026-01-02";
    private const string Line = """{"id":"x","publisherId":"pub-1","type":"request","at":"2026-01-01T00:00:00Z"}""";

    public static TheoryData<string, string> Reads() => new() { { "GET", $"{TestApp.JobsUrl}/some-job" }, { "GET", Rollups } };

    public static TheoryData<string, string> Changes() => new() { { "POST", TestApp.JobsUrl }, { "POST", Events } };

    [Theory]
    [MemberData(nameof(Reads))]
    [MemberData(nameof(Changes))]
    public async Task Call_WithoutCredentials_Answers401AndHowToCome(string method, string url)
    {
        using var client = TestTokens.Client(app.Address, token: null);
        using var response = await client.SendAsync(Request(method, url));

        var problem = await response.ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("urn:functionsjobs:problem:unauthorized", problem.GetProperty("type").GetString());
        Assert.Equal("Bearer realm=\"functionsjobs\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [MemberData(nameof(Reads))]
    [MemberData(nameof(Changes))]
    public async Task Call_WithABadToken_Answers401(string method, string url)
    {
        using var client = TestTokens.Client(app.Address, TokenForge.Join("""{"alg":"none"}""", """{"sub":"a","roles":"admin","exp":9999999999}""", _ => []));
        using var response = await client.SendAsync(Request(method, url));

        await response.ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer realm=\"functionsjobs\", error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Call_WithTooLittleARole_Answers403(string method, string url)
    {
        using var client = app.ClientOf(Role.Viewer);
        using var response = await client.SendAsync(Request(method, url));

        var problem = await response.ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal("The role operator is needed.", problem.GetProperty("detail").GetString());
        Assert.Equal("Bearer realm=\"functionsjobs\", error=\"insufficient_scope\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Submit_WhenRefused_LeavesNoJob()
    {
        foreach (var token in (string?[])[null, "x", TestTokens.Of(Role.Viewer), TestTokens.Of(Role.Operator, "pub-2")])
        {
            using var client = TestTokens.Client(app.Address, token);
            using var content = new StringContent(TestApp.Submission("""{"jobId":"refused"}"""), Encoding.UTF8, "application/json");
            using var response = await client.PostAsync(TestApp.JobsUrl, content);
            Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{response.StatusCode}");
        }

        Assert.Null(await app.Jobs.FindAsync("refused", CancellationToken.None));
    }

    [Fact]
    public async Task Call_WhenRefusedToAKnownCaller_IsInTheAuditTrail()
    {
        using var viewer = app.ClientOf(Role.Viewer, "pub-1");
        using var stranger = app.ClientOf(Role.Operator, "pub-of-another");
        using var anonymous = TestTokens.Client(app.Address, token: null);
        foreach (var client in (HttpClient[])[viewer, stranger, anonymous])
        {
            using var response = await client.SendAsync(Request("POST", TestApp.JobsUrl));
            Assert.False(response.IsSuccessStatusCode);
        }

        var lines = (await app.Services.GetRequiredService<IJobAudit>().ListQueueAsync("analytics-aggregation", null, 1000, CancellationToken.None))
            .Where(line => line.Action == "refuse").ToArray();
        Assert.Contains(lines, line => line.Actor.Name == "local-viewer" && line.Detail == "queues-submit-job");
        Assert.Contains(lines, line => line.Actor.Name == "local-operator" && line.Detail == "queues-submit-job");
        Assert.All(lines, line => Assert.StartsWith("local-", line.Actor.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_WhileTheIssuerIsAway_Answers503()
    {
        // Nobody listens on the discard port.
        var waiting = new TestApp(["--Security:JwksUrl=http://127.0.0.1:9/keys"]);
        await waiting.InitializeAsync();
        try
        {
            using var client = TestTokens.Client(
                waiting.Address, TokenForge.Rsa("""{"alg":"RS256","kid":"one"}""", """{"sub":"a","roles":"admin","exp":9999999999}""", TestKeys.First));
            using var response = await client.GetAsync(Rollups);

            await response.ProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(response.Headers.RetryAfter);
            using var local = await waiting.Http.GetAsync(Rollups);
            Assert.Equal(HttpStatusCode.OK, local.StatusCode);
        }
        finally
        {
            await waiting.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(Role.Viewer, null, false)]
    [InlineData(Role.Operator, null, true)]
    [InlineData(Role.Admin, null, true)]
    [InlineData(Role.Admin, "pub-1", false)]
    public void Admits_WhereAllPublishersAreConcerned_NeedsTheRoleAndNoTenant(Role role, string? publisher, bool isAdmitted)
    {
        Assert.Equal(isAdmitted, new FunctionAccess(Role.Operator, AllTenants: true).Admits(TestTokens.Caller(role, publisher)));
        Assert.Equal(role >= Role.Operator, new FunctionAccess(Role.Operator, AllTenants: false).Admits(TestTokens.Caller(role, publisher)));
    }

    [Fact]
    public void CallerIds_OfDifferentCallers_Differ()
    {
        var caller = TestTokens.Caller();

        Assert.Equal(
            ["/token:test", "pub-1/token:test", "/key:test", "/program:test"],
            [caller.Id, (caller with { Tenant = "pub-1" }).Id, (caller with { Kind = CallerKind.Key }).Id, Caller.OfProgram("test", null).Id]);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_NeedsNoCredentialsAndMindsNone(string url)
    {
        using var client = TestTokens.Client(app.Address, "nonsense");

        using var response = await client.GetAsync(url);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Call_WithTheKeyInTheQuery_Answers401()
    {
        using var client = TestTokens.Client(app.Address, token: null);

        using var response = await client.GetAsync($"{TestApp.JobsUrl}/some-job?code={TestTokens.Of(Role.Admin)}&access_token={TestTokens.Of(Role.Admin)}");

        await response.ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Submit_ByAnAdministratorOfAll_ShowsTheDurableUrls()
    {
        using var response = await app.PostAsync(TestApp.Submission());

        Assert.Contains("code=", (await response.DataAsync(HttpStatusCode.Accepted)).GetProperty("statusQueryGetUri").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Operator, null)]
    [InlineData(Role.Operator, "pub-1")]
    [InlineData(Role.Admin, "pub-1")]
    public async Task Submit_ByAnybodyElse_DoesNotShowTheKey(Role role, string? publisher)
    {
        using var client = app.ClientOf(role, publisher);
        using var content = new StringContent(TestApp.Submission(), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(TestApp.JobsUrl, content);

        Assert.DoesNotContain("code=", (await response.DataAsync(HttpStatusCode.Accepted)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithAnApiKey_IsItsBearer()
    {
        await using var keyed = new KeyedApp();
        await keyed.App.InitializeAsync();
        using var client = TestTokens.Client(keyed.App.Address, token: null);
        client.DefaultRequestHeaders.Add("x-api-key", KeyedApp.Key);

        using var own = await client.GetAsync(Rollups);
        using var foreign = await client.GetAsync(Rollups.Replace("pub-1", "pub-2", StringComparison.Ordinal));
        using var submit = await client.SendAsync(Request("POST", TestApp.JobsUrl));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (own.StatusCode, foreign.StatusCode, submit.StatusCode));
    }

    [Fact]
    public async Task Call_WhenTheRateIsSpent_Answers429AndWhenToComeAgain()
    {
        var limited = new TestApp(["--RequestLimits:Burst=2", "--RequestLimits:PerSecond=1"]);
        await limited.InitializeAsync();
        try
        {
            using var one = limited.ClientOf(Role.Viewer, "pub-1");
            using var other = limited.ClientOf(Role.Viewer, "pub-2");
            var answers = new List<HttpResponseMessage>();
            do
            {
                answers.Add(await one.GetAsync(Rollups));
            }
            while (answers[^1].StatusCode == HttpStatusCode.OK && answers.Count < 1_000);

            await answers[^1].ProblemAsync(HttpStatusCode.TooManyRequests);
            Assert.Equal(new RetryConditionHeaderValue(TimeSpan.FromSeconds(1)), answers[^1].Headers.RetryAfter);
            Assert.True(answers.Count > 2);
            using var free = await other.GetAsync(Rollups);
            Assert.Equal(HttpStatusCode.NotFound, free.StatusCode);
        }
        finally
        {
            await limited.DisposeAsync();
        }
    }

    [Fact]
    public async Task Links_WhenTheHostHeaderIsForged_StayPaths()
    {
        using var request = Request("POST", TestApp.JobsUrl);
        request.Content = new StringContent(TestApp.Submission(), Encoding.UTF8, "application/json");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("Forwarded", "host=evil.example;proto=https");
        using var response = await app.Http.SendAsync(request);

        Assert.DoesNotContain("evil.example", (await response.DataAsync(HttpStatusCode.Accepted)).GetRawText(), StringComparison.Ordinal);
        Assert.StartsWith("/api/v1/queues/", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private static HttpRequestMessage Request(string method, string url) => new(new HttpMethod(method), url)
    {
        Content = method == "GET" ? null
            : url == Events ? new StringContent(Line, Encoding.UTF8, "application/x-ndjson")
            : new StringContent(TestApp.Submission(), Encoding.UTF8, "application/json"),
    };

    private sealed class KeyedApp : IAsyncDisposable
    {
        public const string Key = "machine-key-0123456789abcdef";

        public TestApp App { get; } = new(
            [$"--Security:ApiKeys:ingest:Sha256={ApiKeys.Hash(Key)}", "--Security:ApiKeys:ingest:Role=viewer", "--Security:ApiKeys:ingest:PublisherId=pub-1"]);

        public async ValueTask DisposeAsync() => await App.DisposeAsync();
    }
}
