using System.Net;
using System.Text;
using System.Text.Json;
using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Queues.Harness;

namespace FunctionsJobs.Tests.Security;

/// <summary>Two publishers on one program: neither sees or changes anything of the other.</summary>
public sealed class TenantTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Events = "/api/v1/analytics/events";

    [Fact]
    public async Task Get_OfAForeignJob_AnswersAsForOneThatIsNotThere()
    {
        using var owner = app.ClientOf(Role.Operator, "pub-1");
        using var stranger = app.ClientOf(Role.Admin, "pub-2");
        using var accepted = await SubmitAsync(owner, "pub-1", "owned");

        using var own = await owner.GetAsync($"{TestApp.JobsUrl}/owned");
        using var foreign = await stranger.GetAsync($"{TestApp.JobsUrl}/owned");
        using var missing = await stranger.GetAsync($"{TestApp.JobsUrl}/nobodys");

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(WithoutTrace(await missing.ProblemAsync(HttpStatusCode.NotFound)), WithoutTrace(await foreign.ProblemAsync(HttpStatusCode.NotFound)));
        Assert.Equal(
            missing.Headers.Concat(missing.Content.Headers).Select(header => header.Key).Order(StringComparer.Ordinal),
            foreign.Headers.Concat(foreign.Content.Headers).Select(header => header.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Submit_ForAnotherPublisher_Answers403AndNamesTheField()
    {
        using var stranger = app.ClientOf(Role.Admin, "pub-2");
        using var response = await SubmitAsync(stranger, "pub-1", "not-his");

        var problem = await response.ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal(["$.data.publisherId"], problem.Paths());
        Assert.Null(await app.Jobs.FindAsync("not-his", CancellationToken.None));
    }

    [Fact]
    public async Task Submit_WithAnothersIdempotencyKey_IsAJobOfItsOwn()
    {
        using var first = app.ClientOf(Role.Operator, "pub-1");
        using var second = app.ClientOf(Role.Operator, "pub-2");
        using var one = await SubmitAsync(first, "pub-1", jobId: null, key: "shared-key");
        using var two = await SubmitAsync(second, "pub-2", jobId: null, key: "shared-key");
        using var again = await SubmitAsync(first, "pub-1", jobId: null, key: "shared-key");

        var id = (await one.DataAsync(HttpStatusCode.Accepted)).GetProperty("jobId").GetString();
        Assert.NotEqual(id, (await two.DataAsync(HttpStatusCode.Accepted)).GetProperty("jobId").GetString());
        Assert.Equal(id, (await again.DataAsync(HttpStatusCode.Accepted)).GetProperty("jobId").GetString());
    }

    [Fact]
    public async Task Submit_WithAnothersJobId_Answers409AndShowsNothingOfIt()
    {
        using var first = app.ClientOf(Role.Operator, "pub-1");
        using var second = app.ClientOf(Role.Operator, "pub-2");
        using var one = await SubmitAsync(first, "pub-1", "both-want-it");
        using var two = await SubmitAsync(second, "pub-2", "both-want-it");

        Assert.DoesNotContain("pub-1", (await two.ProblemAsync(HttpStatusCode.Conflict)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ingest_OfForeignLines_RejectsThemByNumberAndStoresTheOthers()
    {
        using var client = app.ClientOf(Role.Operator, "pub-lines");
        using var content = new StringContent(
            $"{Line("a", "pub-lines")}\n{Line("b", "pub-other")}\n{Line("c", "pub-lines")}\n{Line("d", "PUB-LINES")}", Encoding.UTF8, "application/x-ndjson");
        using var response = await client.PostAsync(Events, content);

        Assert.Equal(
            """{"accepted":2,"duplicates":0,"rejected":2,"errors":[{"line":2,"field":"publisherId","reason":"must be the publisher that the sender is bound to"},{"line":4,"field":"publisherId","reason":"must be the publisher that the sender is bound to"}]}""",
            (await response.DataAsync(HttpStatusCode.OK)).GetRawText());
    }

    [Theory]
    [InlineData("pub-1")]
    [InlineData("pub-that-is-not-there")]
    public async Task Rollups_OfAnotherPublisher_AreNotThere(string publisher)
    {
        using var client = app.ClientOf(Role.Admin, "pub-2");
        using var response = await client.GetAsync(Rollups(publisher));

        Assert.Equal("There is no such publisher.", (await response.ProblemAsync(HttpStatusCode.NotFound)).GetProperty("detail").GetString());
    }

    /// <summary>
    /// Random calls of two publishers with their own and each other's ids: nothing that one sent or was given appears in an answer to the
    /// other, and only its own calls succeed.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RandomCalls_OfTwoPublishers_NeverMeet(int seed)
    {
        var random = new SplitMix64((ulong)seed);
        var sides = (Side[])[new($"fuzz-a{seed}", "MARKERALPHA"), new($"fuzz-b{seed}", "MARKERBRAVO")];
        foreach (var side in sides)
        {
            side.Role = (Role)(2 + random.Next(2));
            side.Http = app.ClientOf(side.Role, side.Publisher);
        }

        for (var i = 0; i < 160; i++)
        {
            var self = sides[random.Next(2)];
            var other = sides[self == sides[0] ? 1 : 0];
            var target = sides[random.Next(2)];
            using var response = random.Next(8) switch
            {
                0 => await SubmitAsync(self.Http, target.Publisher, $"{target.Marker}-{seed}-{i}", name: target.Marker),
                1 => await self.Http.GetAsync($"{TestApp.JobsUrl}/{target.Jobs.ElementAtOrDefault(random.Next(Math.Max(1, target.Jobs.Count))) ?? "none"}"),
                2 => await self.Http.GetAsync(Rollups(target.Publisher)),
                3 => await ScheduleAsync(self.Http, target),
                4 => await self.Http.GetAsync("/api/v1/schedules?limit=200"),
                5 => await self.Http.GetAsync($"/api/v1/schedules?publisherId={target.Publisher}"),
                6 => await self.Http.SendAsync(new HttpRequestMessage(
                    random.Next(2) == 0 ? HttpMethod.Get : HttpMethod.Delete,
                    $"/api/v1/schedules/{target.Schedules.ElementAtOrDefault(random.Next(Math.Max(1, target.Schedules.Count))) ?? "none"}")),
                _ => await IngestAsync(self.Http, $"{target.Marker}-{i}", target.Publisher),
            };
            var text = $"{response.Headers} {await response.Content.ReadAsStringAsync()}";
            if (response.StatusCode == HttpStatusCode.Accepted)
            {
                Assert.Same(self, target);
                self.Jobs.Add(JsonElement.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]).GetProperty("data").GetProperty("jobId").GetString()!);
            }

            if (response.StatusCode == HttpStatusCode.Created)
            {
                Assert.Same(self, target);
                self.Schedules.Add(response.Headers.Location!.OriginalString.Split('/')[^1]);
            }

            if (self != target && response.RequestMessage!.Method != HttpMethod.Get)
            {
                Assert.True((int)response.StatusCode >= 400 || text.Contains("\"accepted\":0", StringComparison.Ordinal), text);
            }

            Assert.DoesNotContain(other.Marker, text, StringComparison.Ordinal);
            Assert.DoesNotContain(other.Publisher, text, StringComparison.Ordinal);
            Assert.True((int)response.StatusCode < 500, text);
        }

        foreach (var side in sides)
        {
            Assert.NotEmpty(side.Jobs);
            Assert.True(side.Role < Role.Admin || side.Schedules.Count > 0);
            foreach (var id in side.Jobs)
            {
                Assert.Equal(side.Publisher, (await app.Jobs.FindAsync(id, CancellationToken.None))!.Tenant);
            }

            side.Http.Dispose();
        }
    }

    private static string Rollups(string publisher) => $"/api/v1/analytics/rollups?publisherId={publisher}&granularity=day&from=2026-01-01&to=2026-01-03";

    private static string Line(string id, string publisher) =>
        $$"""{"id":"{{id}}","publisherId":"{{publisher}}","type":"request","at":"2026-01-01T00:00:00Z"}""";

    private static string WithoutTrace(JsonElement problem) =>
        string.Join(',', problem.EnumerateObject().Where(member => member.Name != "traceId").Select(member => member.ToString()));

    private static async Task<HttpResponseMessage> SubmitAsync(
        HttpClient client, string publisher, string? jobId, string? key = null, string name = "aggregate")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TestApp.JobsUrl)
        {
            Content = new StringContent(
                TestApp.Submission(
                    jobId is null ? null : $$"""{"jobId":"{{jobId}}"}""", name, TestApp.Aggregation.Replace("pub-1", publisher, StringComparison.Ordinal)),
                Encoding.UTF8,
                "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> ScheduleAsync(HttpClient client, Side target)
    {
        using var content = new StringContent(
            $$"""{"name":"{{target.Marker}}","cron":"0 3 * * *","queueName":"analytics-aggregation","jobName":"aggregate","data":{{TestApp.Aggregation.Replace("pub-1", target.Publisher, StringComparison.Ordinal)}}}""",
            Encoding.UTF8,
            "application/json");
        return await client.PostAsync("/api/v1/schedules", content);
    }

    private static async Task<HttpResponseMessage> IngestAsync(HttpClient client, string id, string publisher)
    {
        using var content = new StringContent(Line(id, publisher), Encoding.UTF8, "application/x-ndjson");
        return await client.PostAsync(Events, content);
    }

    private sealed class Side(string publisher, string marker)
    {
        public string Publisher { get; } = publisher;

        public string Marker { get; } = marker;

        public List<string> Jobs { get; } = [];

        public List<string> Schedules { get; } = [];

        public HttpClient Http { get; set; } = null!;

        public Role Role { get; set; }
    }
}
