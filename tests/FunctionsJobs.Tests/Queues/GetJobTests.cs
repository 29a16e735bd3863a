using System.Net;
using System.Text.Json;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Queues.Harness;

namespace FunctionsJobs.Tests.Queues;

public sealed class GetJobTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Get_OfACompletedJob_ShowsAllOfIt()
    {
        using var accepted = await app.PostAsync(TestApp.Submission("""{"jobId":"shown","priority":80,"attempts":2}""", jobName: "mine"));
        using var ended = await app.EndOfAsync("shown");
        var job = ended.RootElement.GetProperty("data");

        Assert.Equal(
            [
                "id", "queueName", "name", "data", "state", "priority", "progress", "attempts", "attemptsMade", "createdOn", "processedOn",
                "finishedOn", "nextAttemptOn", "eta", "result", "error", "parentId", "children",
            ],
            job.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("shown", "mine", "completed"), (Text(job, "id"), Text(job, "name"), Text(job, "state")));
        Assert.Equal(TestApp.Aggregation.Length, job.GetProperty("data").GetRawText().Length);
        Assert.Equal("""{"step":3,"total":3,"percent":100,"message":"All days"}""", job.GetProperty("progress").GetRawText());
        Assert.Equal((2, 1), (job.GetProperty("attempts").GetInt32(), job.GetProperty("attemptsMade").GetInt32()));
        Assert.True(job.GetProperty("createdOn").GetInt64() <= job.GetProperty("processedOn").GetInt64());
        Assert.True(job.GetProperty("processedOn").GetInt64() <= job.GetProperty("finishedOn").GetInt64());
        Assert.Equal(2, job.GetProperty("result").GetProperty("days").GetInt32());
        Assert.Equal(JsonValueKind.Null, job.GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task Get_OfAFailedJob_ShowsTheError()
    {
        await app.Jobs.SubmitAsync(Job("broken"), CancellationToken.None);
        await app.Jobs.FailAsync("broken", JobFault.Data("bad_row", "Row 7 is bad."), CancellationToken.None);

        using var response = await app.Http.GetAsync($"{TestApp.JobsUrl}/broken");
        var job = await response.DataAsync(HttpStatusCode.OK);

        Assert.Equal("failed", Text(job, "state"));
        Assert.Equal("""{"code":"bad_row","category":"data","retryable":false,"message":"Row 7 is bad."}""", job.GetProperty("error").GetRawText());
    }

    [Fact]
    public async Task Get_OfWhatIsNotThere_AnswersAlikeWhateverIsMissing()
    {
        await app.Jobs.SubmitAsync(Job("elsewhere") with { Queue = "other-queue" }, CancellationToken.None);
        var bodies = new List<string>();
        foreach (var url in (string[])["analytics-aggregation/jobs/nobody", "analytics-aggregation/jobs/elsewhere", "no-such-queue/jobs/elsewhere"])
        {
            using var response = await app.Http.GetAsync($"/api/v1/queues/{url}");
            var problem = await response.ProblemAsync(HttpStatusCode.NotFound);
            bodies.Add(problem.GetRawText().Replace(Text(problem, "traceId"), "", StringComparison.Ordinal));
        }

        Assert.Single(bodies.Distinct());
    }

    [Theory]
    [InlineData("@counter@x")]
    [InlineData("a%2fb")]
    [InlineData("a%5cb")]
    [InlineData("a%23b")]
    [InlineData("a%3fb")]
    [InlineData("a%0d%0ab")]
    [InlineData("%20a")]
    [InlineData("a%20")]
    [InlineData("a%27%20or%20PartitionKey%20ne%20%27")]
    public async Task Get_WithAnIdOutsideTheGrammar_Answers400(string id)
    {
        using var response = await app.Http.GetAsync($"{TestApp.JobsUrl}/{id}");

        await response.ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Get_WithAnIdThatIsTooLong_Answers400()
    {
        using var response = await app.Http.GetAsync($"{TestApp.JobsUrl}/{new string('a', 257)}");

        await response.ProblemAsync(HttpStatusCode.BadRequest);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static NewJob Job(string id) => new()
    {
        Id = id,
        Queue = "analytics-aggregation",
        Type = "aggregate",
        Name = "aggregate",
        Tenant = "pub-1",
        Arguments = TestApp.Aggregation,
        Priority = 50,
        Policy = JobPolicy.Default,
    };
}
