using System.Net;
using System.Text.Json;
using FunctionsJobs.Schedules.Drafts;
using FunctionsJobs.Schedules.Templates;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Queues.Harness;
using FunctionsJobs.Tests.Schedules.Checker;
using FunctionsJobs.Tests.Security.Harness;
using Moq;

namespace FunctionsJobs.Tests.Schedules.Templates;

public sealed class JobTemplateTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Url = "/api/v1/job-templates";

    [Fact]
    public async Task List_ShowsWhatAFormNeeds()
    {
        using var response = await app.Http.GetAsync(Url);
        var templates = (await response.DataAsync(HttpStatusCode.OK)).GetProperty("templates").EnumerateArray().ToList();

        Assert.Equal(["aggregate-last-month", "aggregate-last-week", "aggregate-yesterday"], templates.Select(template => Text(template, "name")));
        Assert.Equal(["name", "title", "description", "queueName", "jobName", "data", "parameters"], templates[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            """[{"name":"publisherId","description":"Whose events.","required":true,"default":null,"example":"pub-1"}]""",
            templates[2].GetProperty("parameters").GetRawText());
        Assert.Equal("{{yesterday}}", Text(templates[2].GetProperty("data"), "startDate"));
    }

    [Theory]
    [InlineData("aggregate-yesterday", 1, 1)]
    [InlineData("aggregate-last-week", 7, 7)]
    [InlineData("aggregate-last-month", 28, 31)]
    public async Task Run_StartsTheJobWithItsDates(string name, int minDays, int maxDays)
    {
        using var response = await app.PostAsync("""{"parameters":{"publisherId":"pub-7"}}""", $"{Url}/{name}/run");
        var started = await response.DataAsync(HttpStatusCode.Accepted);
        using var ended = await app.EndOfAsync(Text(started, "jobId"));
        var job = ended.RootElement.GetProperty("data");

        Assert.Equal("completed", Text(job, "state"));
        Assert.Equal("pub-7", Text(job.GetProperty("data"), "publisherId"));
        var days = DateTime.Parse(Text(job.GetProperty("data"), "endDate")) - DateTime.Parse(Text(job.GetProperty("data"), "startDate"));
        Assert.InRange(days.TotalDays, minDays, maxDays);
        Assert.Equal(Text(started, "statusUrl"), response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("{}", "$.parameters.publisherId")]
    [InlineData("""{"parameters":{"publisherId":"pub-1","more":1}}""", "$.parameters.more")]
    [InlineData("""{"parameters":{"publisherId":{"a":1}}}""", "$.parameters.publisherId")]
    [InlineData("""{"parameters":{"publisherId":"a/b"}}""", "$.data.publisherId")]
    [InlineData("""{"parameters":{"publisherId":5}}""", "$.data.publisherId")]
    [InlineData("""{"parameters":{"publisherId":"{{yesterday}}"}}""", "$.data.publisherId")]
    [InlineData("""{"other":1}""", "$.other")]
    public async Task Run_WithWrongParameters_NamesThem(string body, string path)
    {
        using var response = await app.PostAsync(body, $"{Url}/aggregate-yesterday/run");

        Assert.Equal([path], (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    [Fact]
    public async Task Run_WithAnIdempotencyKey_StartsOneJob()
    {
        var (first, same, other, otherTemplate) = (
            await RunAsync("aggregate-yesterday", "pub-1"), await RunAsync("aggregate-yesterday", "pub-1"),
            await RunAsync("aggregate-yesterday", "pub-2"), await RunAsync("aggregate-last-week", "pub-1"));

        var jobId = Text(await first.DataAsync(HttpStatusCode.Accepted), "jobId");
        Assert.Equal(jobId, Text(await same.DataAsync(HttpStatusCode.Accepted), "jobId"));
        await other.ProblemAsync(HttpStatusCode.UnprocessableEntity);
        await otherTemplate.ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Task<HttpResponseMessage> RunAsync(string template, string publisher)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"{Url}/{template}/run") { Content = Json($$$"""{"parameters":{"publisherId":"{{{publisher}}}"}}""") };
            request.Headers.Add("Idempotency-Key", "one-click");
            return app.Http.SendAsync(request);
        }
    }

    [Fact]
    public async Task Run_OfAnUnknownTemplate_Answers404()
    {
        using var response = await app.PostAsync("{}", $"{Url}/nothing/run");

        await response.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Run_ByACallerWhoIsBoundToAPublisher_IsForThatOne()
    {
        using var http = TestTokens.Client(app.Address, TestTokens.Of(Role.Operator, "pub-9"));
        using var own = await http.PostAsync($"{Url}/aggregate-yesterday/run", Json("{}"));
        using var foreign = await http.PostAsync($"{Url}/aggregate-yesterday/run", Json("""{"parameters":{"publisherId":"pub-1"}}"""));

        var jobId = Text(await own.DataAsync(HttpStatusCode.Accepted), "jobId");
        Assert.Equal("pub-9", (await app.Jobs.FindAsync(jobId, CancellationToken.None))!.Tenant);
        await foreign.ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public void Standard_TemplatesAreValid()
    {
        Assert.Null(Invalid(new JobTemplateOptions()));
    }

    [Theory]
    [InlineData("Bad_Name", "must have a name of")]
    [InlineData("good-name", "must have a Title")]
    public void Invalid_NamesTheTemplate(string name, string problem)
    {
        var template = Valid();
        template.Title = "";

        Assert.StartsWith($"JobTemplates:Templates:{name} {problem}", Invalid(With(template, name)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "must have JSON in Data and Options")]
    [InlineData("""{"publisherId":"pub-1","startDate":"{{yesterday}}","endDate":"{{today}}","granularity":"day"}""", "has a parameter who that its Data does not use.")]
    [InlineData("""{"publisherId":"{{who}}","startDate":"{{whenever}}","endDate":"{{today}}","granularity":"day"}""", "$.data.startDate names neither a parameter of the template nor a date.")]
    [InlineData("""{"publisherId":"{{who}}","startDate":"{{yesterday}}","endDate":"{{today}}","granularity":"eon"}""", "$.data.granularity must be hour, day, week or month.")]
    [InlineData("""{"publisherId":"{{who}}"}""", "$.data.endDate is required; $.data.granularity is required; $.data.startDate is required.")]
    public void Invalid_ChecksTheJobAsItWillBe(string data, string problem)
    {
        var template = Valid();
        template.Data = data;

        Assert.StartsWith($"JobTemplates:Templates:mine {problem}", Invalid(With(template)), StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_AsksForQueuesThatExistAndForExamples()
    {
        var elsewhere = Valid();
        elsewhere.Queue = "no-such-queue";
        var unknown = Valid();
        unknown.Parameters["who"].Example = null;

        Assert.Equal("JobTemplates:Templates:mine $.queueName must be the name of a queue.", Invalid(With(elsewhere)));
        Assert.Equal("JobTemplates:Templates:mine must have a Default or an Example for its parameter who.", Invalid(With(unknown)));
        Assert.Null(Invalid(With(Valid())));
    }

    [Fact]
    public async Task Settings_AddAndReplaceTemplates_AndAreCheckedAtStart()
    {
        (string, string)[] settings =
        [
            ("JobTemplates:Templates:mine:Title", "Mine"), ("JobTemplates:Templates:mine:Queue", "analytics-aggregation"), ("JobTemplates:Templates:mine:JobName", "aggregate"),
            ("JobTemplates:Templates:mine:Data", Valid().Data), ("JobTemplates:Templates:mine:Parameters:who:Default", "pub-1"),
        ];
        var folder = Directory.CreateTempSubdirectory("templates-").FullName;
        var database = new Mock<FunctionsJobs.JobStore.Sql.IJobDatabase>().Object;
        await using var process = new TickerProcess(database, TimeProvider.System, folder, settings);
        await using var broken = new TickerProcess(database, TimeProvider.System, folder, [.. settings, ("JobTemplates:Templates:aggregate-yesterday:Title", "")]);

        Assert.Equal(4, process.Get<JobTemplates>().All.Count());
        Assert.Contains("JobTemplates:Templates:aggregate-yesterday must have a Title.", Assert.ThrowsAny<Exception>(() => broken.Get<JobTemplates>()).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static JobTemplate Valid() => new()
    {
        Title = "Mine",
        Queue = "analytics-aggregation",
        JobName = "aggregate",
        Data = """{"publisherId":"{{who}}","startDate":"{{yesterday}}","endDate":"{{today}}","granularity":"day"}""",
        Parameters = { ["who"] = new JobTemplateParameter { Example = "pub-1" } },
    };

    private static JobTemplateOptions With(JobTemplate template, string name = "mine") => new() { Templates = { [name] = template } };

    private string? Invalid(JobTemplateOptions options) =>
        new JobTemplates(options, app.Get<JobDrafts>(), TimeProvider.System).Invalid();

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
