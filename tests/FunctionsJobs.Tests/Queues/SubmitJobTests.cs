using System.Net;
using FunctionsJobs.JobStore;
using FunctionsJobs.Tests.Queues.Harness;

namespace FunctionsJobs.Tests.Queues;

public sealed class SubmitJobTests(TestApp app) : IClassFixture<TestApp>
{
    // 256 characters.
    private const string LongKey =
        "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
        + "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";

    [Fact]
    public async Task Post_WhenValid_AcceptsTheJobAndRunsIt()
    {
        using var response = await app.PostAsync(TestApp.Submission("""{"jobId":"valid","priority":80,"attempts":2}"""));
        var accepted = await response.DataAsync(HttpStatusCode.Accepted);
        using var ended = await app.EndOfAsync("valid");

        Assert.Equal("/api/v1/queues/analytics-aggregation/jobs/valid", response.Headers.Location?.OriginalString);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.Equal(
            ["jobId", "queueName", "jobName", "state", "statusUrl", "statusQueryGetUri", "sendEventPostUri", "terminatePostUri", "purgeHistoryDeleteUri", "suspendPostUri", "resumePostUri"],
            accepted.EnumerateObject().Select(member => member.Name));
        Assert.Equal("completed", ended.RootElement.GetProperty("data").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Post_AnswersADurableStatusUrlThatWorks()
    {
        using var response = await app.PostAsync(TestApp.Submission());
        var accepted = await response.DataAsync(HttpStatusCode.Accepted);

        using var status = await app.Http.GetAsync(accepted.GetProperty("statusQueryGetUri").GetString());

        Assert.Contains(status.StatusCode, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Accepted]);
        Assert.Contains(accepted.GetProperty("jobId").GetString()!, await status.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WithANameOfTheSubmittersOwn_IsOfTheQueuesDefaultType()
    {
        using var response = await app.PostAsync(TestApp.Submission("""{"jobId":"own-name"}""", jobName: "nightly: all"));

        Assert.Equal("nightly: all", (await response.DataAsync(HttpStatusCode.Accepted)).GetProperty("jobName").GetString());
        Assert.Equal("aggregate", (await app.Jobs.FindAsync("own-name", CancellationToken.None))!.Type);
    }

    [Fact]
    public async Task Post_ToALegacyQueueName_IsAnsweredWithTheCanonicalOne()
    {
        using var response = await app.PostAsync(TestApp.Submission(), "/api/v1/queues/analytics:aggregation/jobs");

        Assert.Equal("analytics-aggregation", (await response.DataAsync(HttpStatusCode.Accepted)).GetProperty("queueName").GetString());
    }

    [Fact]
    public async Task Post_ToAnUnknownQueue_Answers404()
    {
        using var response = await app.PostAsync(TestApp.Submission(), "/api/v1/queues/no-such-queue/jobs");

        await response.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"jobName":"aggregate"}""", "$.data")]
    [InlineData("""{"data":{}}""", "$.jobName")]
    [InlineData("""{"jobName":"aggregate","data":{},"more":1}""", "$.more")]
    [InlineData("""{"jobName":5,"data":{}}""", "$.jobName")]
    public async Task Post_WhenTheEnvelopeIsWrong_NamesThePath(string body, string path)
    {
        using var response = await app.PostAsync(body);

        Assert.Contains(path, (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    [Theory]
    [InlineData("""{"priority":101}""", "$.options.priority")]
    [InlineData("""{"priority":-1}""", "$.options.priority")]
    [InlineData("""{"priority":"high; DROP"}""", "$.options.priority")]
    [InlineData("""{"priority":1e999}""", "$.options.priority")]
    [InlineData("""{"attempts":0}""", "$.options.attempts")]
    [InlineData("""{"attempts":26}""", "$.options.attempts")]
    [InlineData("""{"timeout":999}""", "$.options.timeout")]
    [InlineData("""{"timeout":9223372036854775808}""", "$.options.timeout")]
    [InlineData("""{"backoff":{"type":"linear","delay":1}}""", "$.options.backoff.type")]
    [InlineData("""{"backoff":{"type":"fixed","delay":3600001}}""", "$.options.backoff.delay")]
    [InlineData("""{"jobId":"@counter@x"}""", "$.options.jobId")]
    [InlineData("""{"jobId":"a/b"}""", "$.options.jobId")]
    [InlineData("""{"jobId":""}""", "$.options.jobId")]
    [InlineData("""{"$type":"System.Diagnostics.Process, System"}""", "$.options.$type")]
    public async Task Post_WhenAnOptionIsWrong_NamesItsPathAndAcceptsNothing(string options, string path)
    {
        using var response = await app.PostAsync(TestApp.Submission(options));

        Assert.Equal([path], (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    [Theory]
    [InlineData("""{"publisherId":"pub-1","startDate":"2020-01-01","endDate":"2026-01-01","granularity":"day"}""", "$.data.endDate")]
    [InlineData("""{"publisherId":"pub-1","startDate":"2026-01-01T00:00:00","endDate":"2026-01-03","granularity":"day"}""", "$.data.startDate")]
    [InlineData("""{"publisherId":7,"startDate":"2026-01-01","endDate":"2026-01-03","granularity":"day"}""", "$.data.publisherId")]
    [InlineData("""{"publisherId":"pub-1","startDate":"2026-01-01","endDate":"2026-01-03","granularity":"day","$type":"x"}""", "$.data.$type")]
    public async Task Post_WhenTheDataIsWrong_NamesItsPath(string data, string path)
    {
        using var response = await app.PostAsync(TestApp.Submission(data: data));

        Assert.Equal([path], (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    [Theory]
    [InlineData("""{"a":""")]
    [InlineData("")]
    [InlineData("""{"jobName":"a","jobName":"b","data":{}}""")]
    [InlineData("""{"jobName":"a","data":{"publisherId":"a","publisherId":"b"}}""")]
    public async Task Post_WhenTheBodyIsNotJson_Answers400(string body)
    {
        using var response = await app.PostAsync(body);

        Assert.StartsWith("Invalid JSON content", (await response.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WhenNestedTenThousandDeep_Answers400()
    {
        using var response = await app.PostAsync(TestApp.Submission(data: new string('[', 10_000) + new string(']', 10_000)));

        await response.ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Post_WhenTheBodyIsTooLong_Answers413()
    {
        using var response = await app.PostAsync(TestApp.Submission(jobName: new string('x', 300_000)));

        await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Post_WhenNotSentAsJson_Answers415()
    {
        using var response = await app.PostAsync(TestApp.Submission(), contentType: "text/plain");

        await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Post_WhenTheIdExists_AnswersTheExistingJob()
    {
        using var first = await app.PostAsync(TestApp.Submission("""{"jobId":"twice"}"""));
        using var second = await app.PostAsync(TestApp.Submission("""{"jobId":"twice"}""", jobName: "another"));

        Assert.Equal("aggregate", (await second.DataAsync(HttpStatusCode.Accepted)).GetProperty("jobName").GetString());
    }

    [Fact]
    public async Task Post_WhenTheIdBelongsToAnotherPublisher_Answers409()
    {
        using var first = await app.PostAsync(TestApp.Submission("""{"jobId":"taken"}"""));
        using var second = await app.PostAsync(TestApp.Submission("""{"jobId":"taken"}""", data: TestApp.Aggregation.Replace("pub-1", "pub-2", StringComparison.Ordinal)));

        await second.ProblemAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Post_AHundredTimesInParallelWithOneKey_IsOneJob()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.PostAsync(TestApp.Submission(), idempotencyKey: "a-hundred")));

        var ids = await Task.WhenAll(answers.Select(async answer => (await answer.DataAsync(HttpStatusCode.Accepted)).GetProperty("jobId").GetString()!));
        var id = Assert.Single(ids.Distinct());
        using var ended = await app.EndOfAsync(id);
        Assert.Equal(3, (await app.Jobs.ReadTimelineAsync(id, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Post_WithTheSameKeyAndTheSameRequestInOtherWords_IsTheSameJob()
    {
        using var first = await app.PostAsync(TestApp.Submission("""{"priority":5,"attempts":1}"""), idempotencyKey: "words");
        using var second = await app.PostAsync(
            """
            { "options": { "attempts": 1, "priority": 5 },
              "data": { "granularity": "day", "endDate": "2026-01-03", "startDate": "2026-01-01", "publisherId": "pub-1" }, "jobName": "aggregate" }
            """,
            idempotencyKey: "words");

        Assert.Equal((await first.DataAsync(HttpStatusCode.Accepted)).GetProperty("jobId").GetString(), (await second.DataAsync(HttpStatusCode.Accepted)).GetProperty("jobId").GetString());
    }

    [Theory]
    [InlineData("data", """{"priority":5}""", "pub-2", "aggregate")]
    [InlineData("options", """{"priority":6}""", "pub-1", "aggregate")]
    [InlineData("name", """{"priority":5}""", "pub-1", "other")]
    public async Task Post_WithTheSameKeyAndAnotherRequest_Answers422AndStartsNothing(string what, string options, string publisher, string jobName)
    {
        using var first = await app.PostAsync(TestApp.Submission("""{"priority":5}"""), idempotencyKey: $"reused-{what}");
        using var second = await app.PostAsync(
            TestApp.Submission(options, jobName, TestApp.Aggregation.Replace("pub-1", publisher, StringComparison.Ordinal)), idempotencyKey: $"reused-{what}");

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        await second.ProblemAsync(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData(LongKey)]
    public async Task Post_WhenTheKeyIsNotOne_Answers400(string key)
    {
        using var response = await app.PostAsync(TestApp.Submission(), idempotencyKey: key);

        await response.ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Post_AHundredAggregationsAtOnce_AllComplete()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => app.PostAsync(TestApp.Submission($$"""{"jobId":"many-{{i}}"}"""))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));

        foreach (var i in Enumerable.Range(0, 100))
        {
            using var ended = await app.EndOfAsync($"many-{i}");
        }

        foreach (var i in Enumerable.Range(0, 100))
        {
            var job = await app.Jobs.FindAsync($"many-{i}", CancellationToken.None);
            Assert.Equal((JobState.Completed, 1, new JobProgress(3, 3, "All days")), (job!.State, job.AttemptsMade, job.Progress));
        }
    }
}
