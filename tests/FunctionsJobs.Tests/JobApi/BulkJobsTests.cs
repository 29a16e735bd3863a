using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Queues.Harness;

namespace FunctionsJobs.Tests.JobApi;

/// <summary>The starters of the job API over HTTP: bulk actions and maintenance.</summary>
public sealed class BulkJobsTests(TestApp app) : IClassFixture<TestApp>
{
    private const string BulkUrl = "/api/v1/jobs/bulk";

    [Fact]
    public async Task Bulk_CancelsTheJobsOfATag_AndTellsHowMany()
    {
        foreach (var id in (string[])["bulk-a", "bulk-b"])
        {
            var submitted = await app.PostAsync(TestApp.Submission($$"""{"jobId":"{{id}}","delay":3600000,"tags":["bulk-one"]}"""));
            await submitted.DataAsync(HttpStatusCode.Accepted);
        }

        var data = await (await app.PostAsync("""{"action":"cancel","filter":{"tag":"bulk-one"}}""", BulkUrl)).DataAsync(HttpStatusCode.Accepted);
        var result = await ResultAsync(data);

        Assert.Equal((2, 2, 0), (result.GetProperty("matched").GetInt32(), result.GetProperty("changed").GetInt32(), result.GetProperty("skipped").GetInt32()));
        Assert.Equal("cancelled", (await app.Jobs.FindAsync("bulk-a", CancellationToken.None))!.State.ToString().ToLowerInvariant());
    }

    [Theory]
    [InlineData("""{"action":"burn","filter":{"status":"failed"}}""", "$.action")]
    [InlineData("""{"action":"retry","filter":{}}""", "$.filter")]
    [InlineData("""{"action":"retry","filter":{"status":"completed"}}""", "$.filter.status")]
    [InlineData("""{"action":"retry","filter":{"status":"done"}}""", "$.filter.status")]
    [InlineData("""{"action":"retry","filter":{"type":"aggregate"}}""", "$.filter.type")]
    [InlineData("""{"action":"retry","filter":{"tag":""}}""", "$.filter.tag")]
    [InlineData("""{"action":"retry","filter":{"createdFrom":"yesterday"}}""", "$.filter.createdFrom")]
    [InlineData("""{"action":"retry","filter":{"createdFrom":"2026-02-01","createdTo":"2026-01-01"}}""", "$.filter.createdTo")]
    [InlineData("""{"action":"retry","filter":{"queue":"x"}}""", "$.filter.queue")]
    [InlineData("""{"action":"retry"}""", "$.filter")]
    public async Task Bulk_WhenInvalid_NamesTheField(string body, string path)
    {
        var problem = await (await app.PostAsync(body, BulkUrl)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains(path, problem.Paths());
    }

    [Fact]
    public async Task Bulk_WhenAnotherPublisherIsNamed_IsForbidden()
    {
        using var client = app.ClientOf(Role.Operator, "pub-1");

        var response = await client.PostAsJsonAsync(BulkUrl, new { action = "cancel", filter = new { publisherId = "pub-2" } });

        Assert.Equal(["$.filter.publisherId"], (await response.ProblemAsync(HttpStatusCode.Forbidden)).Paths());
    }

    [Fact]
    public async Task Bulk_OfABoundCaller_ReachesItsOwnJobsOnly()
    {
        var foreign = TestApp.Aggregation.Replace("pub-1", "pub-2", StringComparison.Ordinal);
        await (await app.PostAsync(TestApp.Submission("""{"jobId":"bulk-foreign","delay":3600000,"tags":["bulk-two"]}""", data: foreign))).DataAsync(HttpStatusCode.Accepted);
        using var client = app.ClientOf(Role.Operator, "pub-1");

        var response = await client.PostAsJsonAsync(BulkUrl, new { action = "cancel", filter = new { tag = "bulk-two" } });
        var result = await ResultAsync(await response.DataAsync(HttpStatusCode.Accepted));

        Assert.Equal(0, result.GetProperty("matched").GetInt32());
        Assert.Equal("Scheduled", (await app.Jobs.FindAsync("bulk-foreign", CancellationToken.None))!.State.ToString());
    }

    [Fact]
    public async Task Bulk_WithoutJson_IsRefused()
    {
        var response = await app.PostAsync("action=cancel", BulkUrl, contentType: "text/plain");

        await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("cleanup?older_than_days=3650", "job-cleanup")]
    [InlineData("cleanup", "job-cleanup")]
    [InlineData("health-check", "health-check")]
    [InlineData("optimize-db", "optimize-database")]
    public async Task Maintenance_StartsAJobThatCompletes(string path, string jobName)
    {
        var data = await (await app.PostAsync("", $"/api/v1/jobs/maintenance/{path}")).DataAsync(HttpStatusCode.Accepted);

        Assert.Equal(("maintenance", jobName), (data.GetProperty("queueName").GetString(), data.GetProperty("jobName").GetString()));
        Assert.Equal(JsonValueKind.Object, (await ResultAsync(data)).ValueKind);
    }

    [Theory]
    [InlineData("cleanup?older_than_days=-1", "older_than_days")]
    [InlineData("cleanup?older_than_days=x", "older_than_days")]
    [InlineData("cleanup?days=1", "days")]
    public async Task Maintenance_WhenInvalid_NamesTheParameter(string path, string parameter)
    {
        var problem = await (await app.PostAsync("", $"/api/v1/jobs/maintenance/{path}")).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal([parameter], problem.Paths());
    }

    [Fact]
    public async Task Submit_OfAProgramWideJobByABoundCaller_IsForbidden()
    {
        using var client = app.ClientOf(Role.Admin, "pub-1");

        var response = await client.PostAsJsonAsync("/api/v1/queues/maintenance/jobs", new { jobName = "optimize-database", data = new { } });

        Assert.Equal(["$.jobName"], (await response.ProblemAsync(HttpStatusCode.Forbidden)).Paths());
    }

    private async Task<JsonElement> ResultAsync(JsonElement accepted)
    {
        var url = accepted.GetProperty("statusUrl").GetString();
        var view = await Eventually.GetAsync(
            async () =>
            {
                var document = await app.Http.GetFromJsonAsync<JsonDocument>(url);
                return document!.RootElement.GetProperty("data").GetProperty("finishedOn").ValueKind == JsonValueKind.Null ? null : document;
            },
            $"the end of {url}");
        var data = view.RootElement.GetProperty("data");
        Assert.Equal("completed", data.GetProperty("state").GetString());
        return data.GetProperty("result");
    }
}
