using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsJobs.JobStore;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Queues.Harness;
using FunctionsJobs.Tests.Security.Harness;

namespace FunctionsJobs.Tests.Queues;

/// <summary>What is done to queues and jobs over HTTP, on the whole program. One queue, so each test leaves it running and removes its own.</summary>
public sealed class QueueApiTests(TestApp app) : IClassFixture<TestApp>
{
    private const string QueueUrl = "/api/v1/queues/analytics-aggregation";

    [Fact]
    public async Task Pause_HoldsJobsBack_AndResumeRunsThem()
    {
        await PausedAsync(async () =>
        {
            await SubmitAsync("paused-1");
            var metrics = await GetAsync($"{QueueUrl}/metrics");

            Assert.Equal((0, 1, true), (metrics.GetProperty("waiting").GetInt64(), metrics.GetProperty("paused").GetInt64(), metrics.GetProperty("isPaused").GetBoolean()));
            Assert.Equal("queued", (await GetAsync($"{TestApp.JobsUrl}/paused-1")).GetProperty("state").GetString());
        });

        using var ended = await app.EndOfAsync("paused-1");
        Assert.Equal("completed", ended.RootElement.GetProperty("data").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Metrics_OfAllQueues_NameEveryQueueOfTheCatalogue()
    {
        var names = (await GetAsync("/api/v1/queues/metrics")).EnumerateArray().Select(queue => queue.GetProperty("queueName").GetString());

        Assert.Equal(11, names.Distinct().Count());
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/api/v1/queues/nothing/metrics")).StatusCode);
    }

    [Fact]
    public async Task Metrics_ByItsOldNameWithAColon_AnswerTheCanonicalName() =>
        Assert.Equal("analytics-aggregation", (await GetAsync("/api/v1/queues/analytics:aggregation/metrics")).GetProperty("queueName").GetString());

    [Fact]
    public async Task List_PagesThroughJobsOfAState_NewestFirst()
    {
        await PausedAsync(async () =>
        {
            foreach (var i in Enumerable.Range(0, 5))
            {
                await SubmitAsync($"page-{i}", "\"tags\":[\"paging\"]");
            }

            var first = await GetAsync($"{TestApp.JobsUrl}?state=waiting&tag=paging&limit=2");
            var cursor = first.GetProperty("nextCursor").GetString();
            var second = await GetAsync($"{TestApp.JobsUrl}?state=waiting&tag=paging&limit=2&cursor={cursor}");
            using var elsewhere = await app.Http.GetAsync($"{TestApp.JobsUrl}?state=waiting&limit=2&cursor={cursor}");

            Assert.Equal(["page-4", "page-3", "page-2", "page-1"], Ids(first).Concat(Ids(second)));
            Assert.Equal(["cursor"], (await elsewhere.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
        });
    }

    [Theory]
    [InlineData("state=nothing", "state")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("createdFrom=yesterday", "createdFrom")]
    [InlineData("createdFrom=2026-02-01&createdTo=2026-01-01", "createdTo")]
    [InlineData("order=asc", "order")]
    [InlineData("cursor=x", "cursor")]
    public async Task List_WhenTheQueryIsBad_NamesTheParameter(string query, string parameter)
    {
        using var response = await app.Http.GetAsync($"{TestApp.JobsUrl}?{query}");

        Assert.Equal([parameter], (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    [Fact]
    public async Task Cancel_OfAWaitingJob_EndsIt_AndRetryRunsItAgain_AndDeleteRemovesIt()
    {
        await PausedAsync(async () =>
        {
            await SubmitAsync("life");
            using var cancelled = await app.Http.DeleteAsync("/api/v1/jobs/cancel/life");
            using var again = await app.Http.DeleteAsync("/api/v1/jobs/cancel/life");

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (cancelled.StatusCode, again.StatusCode));
            Assert.Equal("cancelled", (await GetAsync("/api/v1/jobs/status/life")).GetProperty("status").GetString());
        });

        using var retried = await app.Http.PostAsync($"{TestApp.JobsUrl}/life/retry", null);
        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        await Eventually.GetAsync(
            async () => (await GetAsync("/api/v1/jobs/status/life")).GetProperty("status").GetString() == "completed" ? "" : null, "the job completes");

        using var retriedAgain = await app.Http.PostAsync($"{TestApp.JobsUrl}/life/retry", null);
        await retriedAgain.ProblemAsync(HttpStatusCode.Conflict);
        var events = (await GetAsync("/api/v1/admin/jobs/life/events")).EnumerateArray().Select(line => line.GetProperty("event").GetString()).ToList();
        Assert.Superset(new HashSet<string?>(["submit", "submitted", "cancel", "retry", "retried", "admitted", "succeeded"]), new HashSet<string?>(events));

        using var removed = await app.Http.DeleteAsync($"{TestApp.JobsUrl}/life");
        using var gone = await app.Http.GetAsync($"{TestApp.JobsUrl}/life");
        using var removedAgain = await app.Http.DeleteAsync($"{TestApp.JobsUrl}/life");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (removed.StatusCode, gone.StatusCode, removedAgain.StatusCode));
    }

    [Fact]
    public async Task Delete_OfAWaitingJob_CancelsAndRemovesIt()
    {
        await PausedAsync(async () =>
        {
            await SubmitAsync("unwanted");
            using var removed = await app.Http.DeleteAsync($"{TestApp.JobsUrl}/unwanted");

            Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
            Assert.Null(await app.Jobs.FindAsync("unwanted", CancellationToken.None));
            await SubmitAsync("unwanted");
        });
    }

    [Fact]
    public async Task Change_OfLimits_CountsAtOnce_AndCanBeUndone()
    {
        using var changed = await app.Http.PatchAsJsonAsync(QueueUrl, new { concurrency = 7, rateLimit = 100, rateWindow = 1000 });
        var limits = await changed.DataAsync(HttpStatusCode.OK);
        using var undone = await app.Http.PatchAsJsonAsync(QueueUrl, new { concurrency = -1, rateLimit = -1 });
        var after = await undone.DataAsync(HttpStatusCode.OK);

        Assert.Equal((7, 100, 1000), (limits.GetProperty("concurrency").GetInt32(), limits.GetProperty("rateLimit").GetInt32(), limits.GetProperty("rateWindow").GetInt32()));
        Assert.Equal((3, JsonValueKind.Null), (after.GetProperty("concurrency").GetInt32(), after.GetProperty("rateLimit").ValueKind));
    }

    [Theory]
    [InlineData("""{}""", "$")]
    [InlineData("""{"concurrency":-2}""", "$.concurrency")]
    [InlineData("""{"concurrency":100001}""", "$.concurrency")]
    [InlineData("""{"rateWindow":1000}""", "$.rateWindow")]
    [InlineData("""{"rateLimit":1,"rateWindow":0}""", "$.rateWindow")]
    public async Task Change_WhenTheLimitsAreBad_NamesTheFieldAndChangesNothing(string body, string path)
    {
        using var response = await app.Http.PatchAsync(QueueUrl, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Contains(path, (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
        Assert.Equal(3, (await GetAsync($"{QueueUrl}/metrics")).GetProperty("concurrency").GetInt32());
    }

    [Fact]
    public async Task Clean_RemovesWhatEndedLongEnoughAgo()
    {
        await SubmitAsync("cleaned");
        using var ended = await app.EndOfAsync("cleaned");

        using var young = await app.Http.PostAsJsonAsync($"{QueueUrl}/clean", new { gracePeriod = 3600 });
        Assert.Equal(0, (await young.DataAsync(HttpStatusCode.OK)).GetProperty("removed").GetInt32());
        await Eventually.GetAsync(
            async () =>
            {
                using var all = await app.Http.PostAsJsonAsync($"{QueueUrl}/clean", new { gracePeriod = 0, state = "completed" });
                await all.DataAsync(HttpStatusCode.OK);
                return await app.Jobs.FindAsync("cleaned", CancellationToken.None) is null ? "" : null;
            },
            "the job is removed");

        using var bad = await app.Http.PostAsJsonAsync($"{QueueUrl}/clean", new { gracePeriod = -1, state = "running" });
        Assert.Equal(["$.gracePeriod", "$.state"], (await bad.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    [Fact]
    public async Task Options_ThatCannotBe_AreNamedByPath()
    {
        using var response = await app.PostAsync(TestApp.Submission(
            """
            {"delay":-1,"runAt":"tomorrow","uniqueFor":1,"dependsOn":["a","a","/"],"onDependencyFailure":"explode",
             "tags":[""],"notify":{"email":"a@b.c\r\nBcc: x@y.z","webhook":"http://169.254.169.254/"}}
            """));

        var paths = (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths().ToList();
        Assert.Superset(
            new HashSet<string>(["$.options.delay", "$.options.runAt", "$.options.uniqueFor", "$.options.dependsOn[1]", "$.options.dependsOn[2]", "$.options.onDependencyFailure", "$.options.tags[0]"]),
            new HashSet<string>(paths));
    }

    [Fact]
    public async Task Notify_WhenItCannotBe_IsNamedByPath()
    {
        using var response = await app.PostAsync(TestApp.Submission("""{"notify":{"email":"a@b.c\r\nBcc: x@y.z","webhook":"http://169.254.169.254/"}}"""));

        Assert.Equal(["$.options.notify.email", "$.options.notify.webhook"], (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    [Fact]
    public async Task Options_OfOrder_AreKept()
    {
        await PausedAsync(async () =>
        {
            await SubmitAsync("parent");
            await SubmitAsync("child", "\"dependsOn\":[\"parent\"]");
            await SubmitAsync("later", "\"delay\":3600000");
            using var unknown = await app.PostAsync(TestApp.Submission("""{"dependsOn":["nobody"]}"""));

            Assert.Equal("blocked", (await GetAsync($"{TestApp.JobsUrl}/child")).GetProperty("state").GetString());
            Assert.Equal("scheduled", (await GetAsync($"{TestApp.JobsUrl}/later")).GetProperty("state").GetString());
            Assert.Equal(["parent"], (await GetAsync("/api/v1/admin/jobs/child")).GetProperty("dependsOn").EnumerateArray().Select(id => id.GetString()));
            Assert.Equal(["$.options.dependsOn"], (await unknown.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
            await app.Http.DeleteAsync("/api/v1/jobs/cancel/later");
        });
        using var ended = await app.EndOfAsync("child");
    }

    [Fact]
    public async Task UniqueFor_AnswersTheJobThatIsThere()
    {
        await PausedAsync(async () =>
        {
            var one = await SubmitAsync(null, "\"uniqueFor\":60000", """{"publisherId":"unique","startDate":"2026-01-01","endDate":"2026-01-03","granularity":"day"}""");
            var other = await SubmitAsync(null, "\"uniqueFor\":60000", """{"endDate":"2026-01-03","publisherId":"unique","startDate":"2026-01-01","granularity":"day"}""");

            Assert.Equal(one, other);
        });
    }

    [Fact]
    public async Task Statistics_AndTheListOfTheJobApi_CountByStatus()
    {
        await SubmitAsync("counted");
        using var ended = await app.EndOfAsync("counted");

        var statistics = await GetAsync("/api/v1/jobs/statistics");
        var list = await GetAsync("/api/v1/jobs/list?status=completed&limit=200");

        Assert.Equal(list.GetProperty("jobs").GetArrayLength(), statistics.GetProperty("totals").GetProperty("completed").GetInt32());
        Assert.All(list.GetProperty("jobs").EnumerateArray(), job => Assert.Equal("completed", job.GetProperty("status").GetString()));
        Assert.InRange(statistics.GetProperty("meanDurations").GetProperty("analytics-aggregation").GetDouble(), 0, 600_000);
        using var bad = await app.Http.GetAsync("/api/v1/jobs/list?status=queued");
        Assert.Equal(["status"], (await bad.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    [Fact]
    public async Task Calls_ByAnotherPublisher_SeeAndChangeNothing()
    {
        await SubmitAsync("mine");
        using var ended = await app.EndOfAsync("mine");
        using var foreign = TestTokens.Client(app.Address, TestTokens.Of(Role.Admin, "pub-2"));

        foreach (var call in (Func<Task<HttpResponseMessage>>[])
        [
            () => foreign.GetAsync($"{TestApp.JobsUrl}/mine"), () => foreign.DeleteAsync($"{TestApp.JobsUrl}/mine"),
            () => foreign.PostAsync($"{TestApp.JobsUrl}/mine/retry", null), () => foreign.GetAsync("/api/v1/jobs/status/mine"),
            () => foreign.DeleteAsync("/api/v1/jobs/cancel/mine"),
        ])
        {
            using var answer = await call();
            Assert.Equal("There is no such job.", (await answer.ProblemAsync(HttpStatusCode.NotFound)).GetProperty("detail").GetString());
        }

        foreach (var url in (string[])["/api/v1/admin/jobs", "/api/v1/admin/jobs/mine", "/api/v1/admin/jobs/mine/events"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await foreign.GetAsync(url)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await foreign.PostAsync($"{QueueUrl}/pause", null)).StatusCode);
        Assert.DoesNotContain("mine", await foreign.GetStringAsync("/api/v1/jobs/list"), StringComparison.Ordinal);
        Assert.DoesNotContain("mine", await foreign.GetStringAsync(TestApp.JobsUrl), StringComparison.Ordinal);
        using var named = await foreign.GetAsync($"{TestApp.JobsUrl}?publisherId=pub-1");
        await named.ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal(JobState.Completed, (await app.Jobs.FindAsync("mine", CancellationToken.None))!.State);
    }

    [Fact]
    public async Task Calls_ByAViewer_ChangeNothing()
    {
        using var viewer = TestTokens.Client(app.Address, TestTokens.Of(Role.Viewer));
        foreach (var call in (Func<Task<HttpResponseMessage>>[])
        [
            () => viewer.DeleteAsync($"{TestApp.JobsUrl}/x"), () => viewer.PostAsync($"{TestApp.JobsUrl}/x/retry", null), () => viewer.DeleteAsync("/api/v1/jobs/cancel/x"),
            () => viewer.PostAsync($"{QueueUrl}/pause", null), () => viewer.PostAsync($"{QueueUrl}/clean", null), () => viewer.PatchAsync(QueueUrl, null),
        ])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await call()).StatusCode);
        }
    }

    private static IEnumerable<string?> Ids(JsonElement page) => page.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("id").GetString());

    private async Task PausedAsync(Func<Task> test)
    {
        Assert.Equal(HttpStatusCode.OK, (await app.Http.PostAsync($"{QueueUrl}/pause", null)).StatusCode);
        try
        {
            await test();
        }
        finally
        {
            Assert.Equal(HttpStatusCode.OK, (await app.Http.PostAsync($"{QueueUrl}/resume", null)).StatusCode);
        }
    }

    private async Task<JsonElement> GetAsync(string url)
    {
        using var response = await app.Http.GetAsync(url);
        return await response.DataAsync(HttpStatusCode.OK);
    }

    private async Task<string> SubmitAsync(string? id, string? options = null, string data = TestApp.Aggregation)
    {
        var all = string.Join(',', (string?[])[id is null ? null : $"\"jobId\":\"{id}\"", options]).Trim(',');
        using var response = await app.PostAsync(TestApp.Submission($"{{{all}}}", data: data));
        return (await response.DataAsync(HttpStatusCode.Accepted)).GetProperty("jobId").GetString()!;
    }
}
