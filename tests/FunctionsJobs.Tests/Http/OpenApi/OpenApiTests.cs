using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FunctionsJobs.Analytics.Api;
using FunctionsJobs.Analytics.Ingest;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Architecture;
using FunctionsJobs.Tests.Queues.Harness;
using FunctionsJobs.Tests.Security.Harness;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Tests.Http.OpenApi;

/// <summary>Holds the served document against the functions and against real answers.</summary>
public sealed partial class OpenApiTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly (string Route, string Method, string Name, MethodInfo Function)[] Routes =
    [
        .. from function in Functions.All
           from parameter in function.Method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           from method in trigger.Methods!
           where method != "head"
           select ("/" + trigger.Route!.Trim('/'), method, function.Name, function.Method),
    ];

    [Fact]
    public async Task Document_IsServedToEverybody()
    {
        using var client = TestTokens.Client(app.Address, token: null);
        using var response = await client.GetAsync("/api/openapi.json");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("3.1.0", JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("openapi").GetString());
    }

    [Fact]
    public async Task Document_HasEveryRouteAndMethodAndNoOther()
    {
        var document = await ReadAsync();

        Assert.Equal(
            Routes.Select(route => $"{route.Method} {Constraint().Replace(route.Route, "}").Replace("{*", "{", StringComparison.Ordinal)}").Order(StringComparer.Ordinal),
            Operations(document).Select(operation => $"{operation.Method} {operation.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Operations_HaveEveryRouteValueAndNoOther()
    {
        foreach (var (path, _, operation) in Operations(await ReadAsync()))
        {
            Assert.Equal(
                RouteValue().Matches(path).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal),
                Parameters(operation, "path").Order(StringComparer.Ordinal));
        }
    }

    // What code reads from the query, folder by folder: names stand in the source as literals.
    [Fact]
    public async Task Operations_HaveEveryQueryParameterThatIsReadAndNoOther()
    {
        var document = await ReadAsync();
        var slices = Routes.GroupBy(route => route.Function.DeclaringType!.Namespace!).ToArray();
        Assert.NotEmpty(slices);
        foreach (var slice in slices)
        {
            string[] folder = slice.Key.Split('.')[1..];
            var texts = Sources.FilesOf(folder).Select(File.ReadAllText).ToList();
            if (texts.Any(text => text.Contains("JobListQuery.Read(", StringComparison.Ordinal)))
            {
                // Lists of jobs share what they read.
                texts.Add(File.ReadAllText(Path.Combine(Sources.Root, "src", "FunctionsJobs", "Queues", "JobListQuery.cs")));
            }

            var read = texts.SelectMany(text => QueryRead().Matches(text).Select(match => match.Groups[1].Value)).Distinct();
            var described = Operations(document).Where(operation => slice.Any(route => route.Name == $"{operation.Operation["operationId"]}"))
                .SelectMany(operation => Parameters(operation.Operation, "query")).Distinct();

            Assert.Equal(read.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Operations_SayWhoMayCall()
    {
        foreach (var (_, _, operation) in Operations(await ReadAsync()))
        {
            var function = Routes.First(route => route.Name == operation["operationId"]!.GetValue<string>()).Function;
            var role = FunctionAccess.Of(function)!.Role?.ToName();
            var said = operation["security"]!.AsArray().SelectMany(scheme => scheme!.AsObject().Select(entry => $"{entry.Key} {entry.Value![0]}"));

            Assert.Equal(role is null ? [] : [$"bearer {role}", $"apiKey {role}"], said);
            Assert.Equal(role is not null, operation["responses"]!["401"] is not null);
        }
    }

    [Fact]
    public async Task Operations_AreDescribedAndHaveASuccess()
    {
        var operations = Operations(await ReadAsync()).Select(entry => entry.Operation).ToArray();

        Assert.Equal(operations.Length, operations.Select(operation => operation["operationId"]!.GetValue<string>()).Distinct().Count());
        Assert.All(operations, operation =>
        {
            Assert.EndsWith(".", operation["summary"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Single(operation["tags"]!.AsArray());
            Assert.Contains(operation["responses"]!.AsObject(), response => response.Key[0] is '2' or '3');
        });
    }

    [Fact]
    public async Task References_LeadSomewhereAndEveryComponentIsReferredTo()
    {
        var document = await ReadAsync();
        var check = new SchemaCheck(document);
        var references = Reference().Matches(document.ToJsonString()).Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.NotNull(check.Follow(new JsonObject { ["$ref"] = reference })));
        Assert.Empty(document["components"]!["schemas"]!.AsObject().Select(schema => $"#/components/schemas/{schema.Key}").Except(references));
    }

    [Fact]
    public async Task Schemas_AreDescribedFromTheSource()
    {
        var document = await ReadAsync();

        Assert.StartsWith("0 to 100; higher runs first", $"{document["components"]!["schemas"]!["JobView"]!["properties"]!["priority"]!["description"]}", StringComparison.Ordinal);
        Assert.StartsWith("Steps that are done", $"{document["components"]!["schemas"]!["JobProgressView"]!["properties"]!["step"]!["description"]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submission_DescribesTheDataOfEveryJobType()
    {
        var data = (await ReadAsync())["components"]!["schemas"]!["SubmitJobRequest"]!["properties"]!["data"]!;

        Assert.Contains("#/components/schemas/AnalyticsAggregationContract", data["anyOf"]!.AsArray().Select(choice => $"{choice!["$ref"]}"));
    }

    // The lines of events are parsed by hand, so their shape is told twice.
    [Fact]
    public void EventLine_HasTheMembersThatAreRead() => Assert.Equal(
        Enum.GetValues<EventMember>().Where(member => member != EventMember.Unknown).Select(EventMembers.NameOf).Order(StringComparer.Ordinal),
        AnalyticsJson.Default.EventLine.Properties.Select(property => property.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task RealAnswers_AreAsDescribed()
    {
        var document = await ReadAsync();
        var check = new SchemaCheck(document);
        using var lines = new StringContent(
            """{"id":"e","publisherId":"pub-1","type":"request","at":"2026-01-01T00:00:00Z"}""" + "\n{}", Encoding.UTF8, "application/x-ndjson");
        using var ingested = await app.Http.PostAsync("/api/v1/analytics/events", lines);
        using var accepted = await app.PostAsync(TestApp.Submission("""{"jobId":"described"}"""));
        using var ended = await app.EndOfAsync("described");
        using var job = await app.Http.GetAsync($"{TestApp.JobsUrl}/described");
        using var rollups = await app.Http.GetAsync("/api/v1/analytics/rollups?publisherId=pub-1&granularity=day&from=2026-01-01&to=2026-01-02");
        using var health = await app.Http.GetAsync("/health");
        using var missing = await app.Http.GetAsync($"{TestApp.JobsUrl}/missing");

        foreach (var (path, method, response) in (IEnumerable<(string, string, HttpResponseMessage)>)
            [
                ("/api/v1/analytics/events", "post", ingested), ("/api/v1/queues/{queueName}/jobs", "post", accepted), ("/api/v1/queues/{queueName}/jobs/{jobId}", "get", job),
                ("/api/v1/analytics/rollups", "get", rollups), ("/health", "get", health), ("/api/v1/queues/{queueName}/jobs/{jobId}", "get", missing),
            ])
        {
            var described = check.Follow(document["paths"]![path]![method]!["responses"]![$"{(int)response.StatusCode}"]!);
            var schema = described["content"]![response.Content.Headers.ContentType!.MediaType!]!["schema"]!;
            var differences = check.Differences(schema, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
            Assert.True(differences.Count == 0, $"{method} {path}: {string.Join("; ", differences)}");
        }
    }

    [Theory]
    [InlineData("""{"success":true,"data":{"status":7}}""")]
    [InlineData("""{"status":"healthy","services":{},"more":1}""")]
    [InlineData("""{"status":null,"services":{}}""")]
    [InlineData("""[]""")]
    public async Task Differences_OfAnswersThatAreNotAsDescribed_AreFound(string answer)
    {
        var document = await ReadAsync();

        Assert.NotEmpty(new SchemaCheck(document).Differences(new JsonObject { ["$ref"] = "#/components/schemas/HealthView" }, JsonElement.Parse(answer)));
    }

    [Theory]
    [InlineData("a/{id}", "/a/{id}", "id")]
    [InlineData("/a/{id:regex(^x$)}/{**rest}", "/a/{id}/{rest}", "id,rest")]
    [InlineData("a/{id?}", "/a/{id}", "id")]
    [InlineData("a/{id=7}", "/a/{id}", "id")]
    public void AllOf_WritesRoutesAsOpenApiDoes(string route, string path, string values)
    {
        Assert.Equal(path, HttpOperation.PathOf(route));
        Assert.Equal(values.Split(','), new HttpOperation(path, "get", "f", typeof(OpenApiTests).GetMethod(nameof(AllOf_WritesRoutesAsOpenApiDoes))!).RouteValues);
    }

    [Fact]
    public void Problems_CoverEveryStatus()
    {
        Assert.All(ProblemTypes.Statuses, status => Assert.NotEmpty(ProblemTypes.TitleOf(status)));
        Assert.Equal(
            Enum.GetValues<HttpStatusCode>().Distinct().Where(IsAProblem).Order(),
            ProblemTypes.Statuses.Order());
    }

    private static bool IsAProblem(HttpStatusCode status)
    {
        try
        {
            return ProblemTypes.TypeOf(status).Length > 0;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value!.AsObject());

    private static IEnumerable<string> Parameters(JsonObject operation, string place) =>
        (operation["parameters"] as JsonArray ?? []).Where(parameter => $"{parameter!["in"]}" == place).Select(parameter => $"{parameter!["name"]}");

    private async Task<JsonNode> ReadAsync() => JsonNode.Parse(await app.Http.GetStringAsync("/api/openapi.json"))!;

    [GeneratedRegex(@"[:?=][^}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex RouteValue();

    [GeneratedRegex(@"(?:\.(?:Optional|Required|Integer|RequiredInstant)\(|\bInstant\(query, )""([A-Za-z_]+)""")]
    private static partial Regex QueryRead();

    [GeneratedRegex(@"""\$ref"":""([^""]*)""")]
    private static partial Regex Reference();
}
