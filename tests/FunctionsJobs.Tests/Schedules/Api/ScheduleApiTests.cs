using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsJobs.JobStore;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Queues.Harness;
using FunctionsJobs.Tests.Security.Harness;

namespace FunctionsJobs.Tests.Schedules.Api;

public sealed class ScheduleApiTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Url = "/api/v1/schedules";
    private const string Data = """{"publisherId":"pub-1","startDate":"{{yesterday}}","endDate":"{{today}}","granularity":"day"}""";

    [Fact]
    public async Task Create_AnswersTheScheduleWithItsNextFireTimes()
    {
        using var response = await SendAsync(HttpMethod.Post, Url, Body("""
            "timeZone":"Europe/Berlin","misfirePolicy":"all","misfireLimit":3,"overlapPolicy":"queue","jitter":30000,"options":{"attempts":2}
            """));
        var schedule = await response.DataAsync(HttpStatusCode.Created);
        var id = Text(schedule, "id");

        Assert.Equal($"{Url}/{id}", response.Headers.Location?.OriginalString);
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        Assert.Equal(
            [
                "id", "name", "publisherId", "state", "cron", "timeZone", "queueName", "jobName", "data", "options", "misfirePolicy", "misfireLimit",
                "overlapPolicy", "jitter", "version", "createdOn", "updatedOn", "lastFireTime", "nextFireTimes", "recentRuns",
            ],
            schedule.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("pub-1", "active", "0 3 1 1 *"), (Text(schedule, "publisherId"), Text(schedule, "state"), Text(schedule, "cron")));
        Assert.Equal(("all", "queue", """{"attempts":2}"""), (Text(schedule, "misfirePolicy"), Text(schedule, "overlapPolicy"), schedule.GetProperty("options").GetRawText()));
        var fires = schedule.GetProperty("nextFireTimes").EnumerateArray().Select(fire => fire.GetString()!).ToList();
        Assert.Equal(5, fires.Count);
        Assert.All(fires, fire => Assert.EndsWith("-01-01T03:00:00+01:00", fire, StringComparison.Ordinal));
        Assert.Equal(5, fires.Select(fire => DateTimeOffset.Parse(fire, CultureInfo.InvariantCulture).Year).Distinct().Count());

        using var found = await app.Http.GetAsync($"{Url}/{id}");
        Assert.Equal(id, Text(await found.DataAsync(HttpStatusCode.OK), "id"));
    }

    [Fact]
    public async Task Create_WithoutOptionalMembers_HasTheDefaults()
    {
        var schedule = await CreateAsync();

        Assert.Equal(("UTC", "once", "skip"), (Text(schedule, "timeZone"), Text(schedule, "misfirePolicy"), Text(schedule, "overlapPolicy")));
        Assert.Equal((0, 10), (schedule.GetProperty("jitter").GetInt32(), schedule.GetProperty("misfireLimit").GetInt32()));
        Assert.Equal(JsonValueKind.Null, schedule.GetProperty("options").ValueKind);
    }

    [Theory]
    [InlineData("""{"cron":"* * * * * *"}""", "$.cron", "must not fire more often than every 60 seconds")]
    [InlineData("""{"cron":"60 * * * *"}""", "$.cron", "has '60' in its minutes field, which takes *, numbers from 0 to 59, ranges low-high, steps /n of at least 1, and lists of these")]
    [InlineData("""{"cron":"0 0 31 2 *"}""", "$.cron", "never fires: no day has that month, day of month and day of week")]
    [InlineData("""{"cron":"*/0 * * * *"}""", "$.cron", null)]
    [InlineData("""{"timeZone":"Nope/Zone"}""", "$.timeZone", "must be the name of a time zone of the IANA database, such as Europe/Berlin or UTC")]
    [InlineData("""{"timeZone":"../../etc/passwd"}""", "$.timeZone", null)]
    [InlineData("""{"name":""}""", "$.name", null)]
    [InlineData("""{"name":"a\nb"}""", "$.name", null)]
    [InlineData("""{"jobName":""}""", "$.jobName", null)]
    [InlineData("""{"queueName":"no-such-queue"}""", "$.queueName", "must be the name of a queue")]
    [InlineData("""{"misfirePolicy":"maybe"}""", "$.misfirePolicy", "must be skip, once or all")]
    [InlineData("""{"misfireLimit":0}""", "$.misfireLimit", "must be from 1 to 100")]
    [InlineData("""{"misfireLimit":101}""", "$.misfireLimit", "must be from 1 to 100")]
    [InlineData("""{"overlapPolicy":"Skip"}""", "$.overlapPolicy", "must be skip, allow or queue")]
    [InlineData("""{"jitter":-1}""", "$.jitter", "must be from 0 to 3600000 milliseconds")]
    [InlineData("""{"jitter":9223372036854775807}""", "$.jitter", "must be from 0 to 3600000 milliseconds")]
    [InlineData("""{"cron":"*/5 * * * *","jitter":300000}""", "$.jitter", "must be less than the shortest time between two fire times, which is 00:05:00")]
    [InlineData("""{"options":{"jobId":"x"}}""", "$.options.jobId", null)]
    [InlineData("""{"options":{"priority":101}}""", "$.options.priority", null)]
    [InlineData("""{"options":{"more":1}}""", "$.options.more", null)]
    [InlineData("""{"data":{"publisherId":"pub-1","startDate":"{{lastYear}}","endDate":"{{today}}","granularity":"day"}}""", "$.data.startDate", null)]
    [InlineData("""{"data":{"publisherId":"pub-1","startDate":"{{today}}","endDate":"{{yesterday}}","granularity":"day"}}""", "$.data.endDate", null)]
    [InlineData("""{"data":{"publisherId":"pub-1","startDate":"{{yesterday}}","endDate":"{{today}}","granularity":"eon"}}""", "$.data.granularity", null)]
    [InlineData("""{"data":{"publisherId":"pub-1","startDate":"{{yesterday}}","endDate":"{{today}}"}}""", "$.data.granularity", "is required")]
    [InlineData("""{"more":1}""", "$.more", "is not a known member")]
    public async Task Create_WhenAValueIsWrong_NamesItsPath(string changes, string path, string? message)
    {
        using var response = await SendAsync(HttpMethod.Post, Url, Merged(changes));
        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal([path], problem.Paths());
        if (message is not null)
        {
            Assert.Equal(message, problem.GetProperty("errors").GetProperty(path)[0].GetString());
        }
    }

    [Fact]
    public async Task Create_WithManyWrongValues_NamesThemAll()
    {
        using var response = await SendAsync(
            HttpMethod.Post, Url, Merged("""{"name":"","cron":"x","timeZone":"y","overlapPolicy":"z","data":{"publisherId":"/","startDate":"a","endDate":"b","granularity":"c"}}"""));

        Assert.Superset(
            new HashSet<string> { "$.name", "$.cron", "$.timeZone", "$.overlapPolicy" }, (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths().ToHashSet());
    }

    [Fact]
    public async Task Create_WithFiveKilobytesOfCron_Answers400()
    {
        using var response = await SendAsync(HttpMethod.Post, Url, Merged($$"""{"cron":"{{new string('1', 5000)}} * * * *"}"""));

        Assert.Equal(["$.cron"], (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    [Theory]
    [InlineData("{\"a\":", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task Create_WithAnotherBody_IsRefused(string body, string contentType, HttpStatusCode status)
    {
        using var response = await app.PostAsync(body, Url, contentType: contentType);

        await response.ProblemAsync(status);
    }

    [Fact]
    public async Task Create_BeyondTheBodyLimit_Answers413()
    {
        using var response = await SendAsync(HttpMethod.Post, Url, Merged($$"""{"name":"{{new string('n', 70_000)}}"}"""));

        await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task List_PagesAndLimitsToThePublisher()
    {
        var ids = new List<string>();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            ids.Insert(0, Text(await CreateAsync("pub-list"), "id"));
        }

        await CreateAsync("pub-other");
        using var first = await app.Http.GetAsync($"{Url}?publisherId=pub-list&limit=2");
        var page = await first.DataAsync(HttpStatusCode.OK);
        using var second = await app.Http.GetAsync($"{Url}?publisherId=pub-list&limit=2&cursor={Text(page, "nextCursor")}");
        var rest = await second.DataAsync(HttpStatusCode.OK);

        Assert.Equal(ids, Ids(page).Concat(Ids(rest)));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("nextCursor").ValueKind);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("cursor=@x", "cursor")]
    [InlineData("order=asc", "order")]
    public async Task List_WithAWrongParameter_Answers400(string query, string parameter)
    {
        using var response = await app.Http.GetAsync($"{Url}?{query}");

        Assert.Equal([parameter], (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    [Fact]
    public async Task Replace_ChangesAllOfItAndCountsTheVersion()
    {
        var id = Text(await CreateAsync(), "id");
        using var replaced = await SendAsync(HttpMethod.Put, $"{Url}/{id}", Merged("""{"name":"weekly","cron":"0 4 * * mon","overlapPolicy":"allow"}"""));
        var schedule = await replaced.DataAsync(HttpStatusCode.OK);

        Assert.Equal("\"2\"", replaced.Headers.ETag?.Tag);
        Assert.Equal(("weekly", "0 4 * * mon", "allow"), (Text(schedule, "name"), Text(schedule, "cron"), Text(schedule, "overlapPolicy")));
        Assert.All(
            schedule.GetProperty("nextFireTimes").EnumerateArray(),
            fire => Assert.Equal(DayOfWeek.Monday, DateTimeOffset.Parse(fire.GetString()!, CultureInfo.InvariantCulture).DayOfWeek));
    }

    [Fact]
    public async Task Replace_OnConditionOfAnotherVersion_Answers412AndChangesNothing()
    {
        var id = Text(await CreateAsync(), "id");
        using var right = await SendAsync(HttpMethod.Put, $"{Url}/{id}", Merged("""{"name":"second"}"""), "\"1\"");
        using var wrong = await SendAsync(HttpMethod.Put, $"{Url}/{id}", Merged("""{"name":"third"}"""), "\"1\"");
        using var odd = await SendAsync(HttpMethod.Put, $"{Url}/{id}", Merged("""{"name":"third"}"""), "\"x\"");
        using var any = await SendAsync(HttpMethod.Put, $"{Url}/{id}", Merged("""{"name":"fourth"}"""), "*");

        await right.DataAsync(HttpStatusCode.OK);
        await wrong.ProblemAsync(HttpStatusCode.PreconditionFailed);
        await odd.ProblemAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal(("fourth", 3), (Text(await any.DataAsync(HttpStatusCode.OK), "name"), (await ReadAsync(id)).GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Replace_WithAnotherPublisher_Answers400()
    {
        var id = Text(await CreateAsync(), "id");
        using var response = await SendAsync(HttpMethod.Put, $"{Url}/{id}", Body(publisher: "pub-2"));

        Assert.Equal(["$.data.publisherId"], (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    [Fact]
    public async Task Pause_EmptiesTheNextFireTimesUntilResume()
    {
        var id = Text(await CreateAsync(), "id");
        using var paused = await app.Http.PostAsync($"{Url}/{id}/pause", null);
        using var again = await app.Http.PostAsync($"{Url}/{id}/pause", null);
        using var resumed = await app.Http.PostAsync($"{Url}/{id}/resume", null);

        Assert.Equal(0, (await paused.DataAsync(HttpStatusCode.OK)).GetProperty("nextFireTimes").GetArrayLength());
        Assert.Equal(2, (await again.DataAsync(HttpStatusCode.OK)).GetProperty("version").GetInt32());
        Assert.Equal(5, (await resumed.DataAsync(HttpStatusCode.OK)).GetProperty("nextFireTimes").GetArrayLength());
    }

    [Fact]
    public async Task Trigger_RunsTheJobWithItsPlaceholdersFilled()
    {
        var id = Text(await CreateAsync(), "id");
        using var response = await app.Http.PostAsync($"{Url}/{id}/trigger", null);
        var started = await response.DataAsync(HttpStatusCode.Accepted);
        var jobId = Text(started, "jobId");
        using var ended = await app.EndOfAsync(jobId);
        var job = ended.RootElement.GetProperty("data");

        Assert.StartsWith($"sched:{id}:now-", jobId, StringComparison.Ordinal);
        Assert.Equal("completed", Text(job, "state"));
        Assert.Equal(
            DateOnly.Parse(Text(job.GetProperty("data"), "endDate"), CultureInfo.InvariantCulture),
            DateOnly.Parse(Text(job.GetProperty("data"), "startDate"), CultureInfo.InvariantCulture).AddDays(1));
        var run = (await ReadAsync(id)).GetProperty("recentRuns")[0];
        Assert.Equal((jobId, "started", true), (Text(run, "jobId"), Text(run, "outcome"), run.GetProperty("triggered").GetBoolean()));
        Assert.Equal(Text(started, "statusUrl"), Text(run, "statusUrl"));
    }

    [Fact]
    public async Task Delete_RemovesTheSchedule()
    {
        var id = Text(await CreateAsync(), "id");
        using var first = await app.Http.DeleteAsync($"{Url}/{id}");
        using var second = await app.Http.DeleteAsync($"{Url}/{id}");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await second.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ForeignSchedules_AreAnsweredLikeMissingOnes()
    {
        var id = Text(await CreateAsync("pub-1"), "id");
        using var http = TestTokens.Client(app.Address, TestTokens.Of(Role.Admin, "pub-2"));
        var bodies = new List<string>();
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, id), (HttpMethod.Get, "missing"), (HttpMethod.Get, "@x"), (HttpMethod.Put, id), (HttpMethod.Delete, id), (HttpMethod.Post, $"{id}/pause"),
            (HttpMethod.Post, $"{id}/resume"), (HttpMethod.Post, $"{id}/trigger"),
        })
        {
            using var request = new HttpRequestMessage(method, $"{Url}/{path}");
            using var response = await http.SendAsync(request);
            var problem = await response.ProblemAsync(HttpStatusCode.NotFound);
            bodies.Add(problem.GetRawText().Replace(Text(problem, "traceId"), "", StringComparison.Ordinal));
        }

        Assert.Single(bodies.Distinct());
        using var list = await http.GetAsync(Url);
        Assert.Empty(Ids(await list.DataAsync(HttpStatusCode.OK)));
        using var foreign = await http.GetAsync($"{Url}?publisherId=pub-1");
        await foreign.ProblemAsync(HttpStatusCode.Forbidden);
        using var created = await http.PostAsync(Url, new StringContent(Body(), Encoding.UTF8, "application/json"));
        await created.ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(Role.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(Role.Operator, HttpStatusCode.Accepted)]
    public async Task Trigger_NeedsAnOperator(Role role, HttpStatusCode status)
    {
        var id = Text(await CreateAsync(), "id");
        using var http = TestTokens.Client(app.Address, TestTokens.Of(role, "pub-1"));
        using var trigger = await http.PostAsync($"{Url}/{id}/trigger", null);
        using var pause = await http.PostAsync($"{Url}/{id}/pause", null);

        Assert.Equal(status, trigger.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, pause.StatusCode);
    }

    [Theory]
    [InlineData("sched:x:20260131T010000Z")]
    [InlineData("timer:daily-aggregation:2026-01-31:pub-1")]
    public async Task JobIds_OfRuns_CannotBeTakenBySubmitters(string jobId)
    {
        Assert.True(JobId.IsValid(jobId));
        using var response = await app.PostAsync(TestApp.Submission($$"""{"jobId":"{{jobId}}"}"""));

        Assert.Equal(["$.options.jobId"], (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    private async Task<JsonElement> CreateAsync(string publisher = "pub-1")
    {
        using var response = await SendAsync(HttpMethod.Post, Url, Body(publisher: publisher));
        return await response.DataAsync(HttpStatusCode.Created);
    }

    private async Task<JsonElement> ReadAsync(string id)
    {
        using var response = await app.Http.GetAsync($"{Url}/{id}");
        return await response.DataAsync(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, string body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await app.Http.SendAsync(request);
    }

    /// <summary>A valid body that fires once a year, so that no test meets a fire time.</summary>
    private static string Body(string? more = null, string publisher = "pub-1") =>
        $$"""{"name":"yearly","cron":"0 3 1 1 *","queueName":"analytics-aggregation","jobName":"aggregate","data":{{Data.Replace("pub-1", publisher, StringComparison.Ordinal)}}{{(more is null ? "" : $",{more}")}}}""";

    /// <summary>A valid body with some members replaced or added.</summary>
    private static string Merged(string changes)
    {
        var body = JsonNode.Parse(Body())!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        return body.ToJsonString();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static IEnumerable<string> Ids(JsonElement page) => page.GetProperty("schedules").EnumerateArray().Select(schedule => Text(schedule, "id"));
}
