using System.Net;
using System.Text.Json;
using FunctionsJobs.JobStore;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Queues.Harness;

namespace FunctionsJobs.Tests.Queues;

/// <summary>Parents and children over HTTP.</summary>
public sealed class ChildViewTests : IAsyncLifetime
{
    private readonly TestApp _app = new(["--Queues:analytics-aggregation:Concurrency", "0"]);

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Views_ShowTheParent_AndHowManyChildrenAreInWhichState()
    {
        await FamilyAsync("seen");
        await _app.Jobs.FailAsync(JobId.OfChild("seen", 0), FunctionsJobs.Lifecycle.JobFault.Data("bad", "Bad."), CancellationToken.None);

        var parent = await DataAsync($"{TestApp.JobsUrl}/seen");
        var child = await DataAsync($"{TestApp.JobsUrl}/{JobId.OfChild("seen", 1)}");
        var status = await DataAsync("/api/v1/jobs/status/seen");
        var admin = await DataAsync("/api/v1/admin/jobs/seen");

        Assert.Equal(("""{"scheduled":2,"failed":1}""", JsonValueKind.Null), (Sorted(parent.GetProperty("children")), parent.GetProperty("parentId").ValueKind));
        Assert.Equal(("seen", JsonValueKind.Null), (child.GetProperty("parentId").GetString(), child.GetProperty("children").ValueKind));
        Assert.Equal("""{"pending":2,"failed":1}""", Sorted(status.GetProperty("children")));
        Assert.Equal("""{"scheduled":2,"failed":1}""", Sorted(admin.GetProperty("job").GetProperty("children")));
        Assert.Empty(admin.GetProperty("dependsOn").EnumerateArray());
    }

    [Theory]
    [InlineData(TestApp.JobsUrl, "id")]
    [InlineData("/api/v1/admin/jobs", "id")]
    [InlineData("/api/v1/jobs/list", "jobId")]
    public async Task List_ByParent_ShowsItsChildrenPageByPage(string url, string id)
    {
        var name = $"listed-{url.Length}";
        await FamilyAsync(name);

        var first = await DataAsync($"{url}?parentId={name}&limit=2");
        var rest = await DataAsync($"{url}?parentId={name}&limit=2&cursor={first.GetProperty("nextCursor").GetString()}");

        Assert.Equal(
            [JobId.OfChild(name, 2), JobId.OfChild(name, 1), JobId.OfChild(name, 0)],
            first.GetProperty("jobs").EnumerateArray().Concat(rest.GetProperty("jobs").EnumerateArray()).Select(job => IdOf(job, id)));
        using var bad = await _app.Http.GetAsync($"{url}?parentId=@x");
        Assert.Equal(["parentId"], (await bad.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    [Fact]
    public async Task List_ByAForeignParent_AnswersAsForOneThatIsNotThere()
    {
        await FamilyAsync("owned-family");
        using var stranger = _app.ClientOf(Role.Admin, "pub-2");

        var foreign = await stranger.GetStringAsync($"{TestApp.JobsUrl}?parentId=owned-family");

        Assert.Equal(await stranger.GetStringAsync($"{TestApp.JobsUrl}?parentId=nobodys-family"), foreign);
        using var child = await stranger.GetAsync($"{TestApp.JobsUrl}/{JobId.OfChild("owned-family", 0)}");
        Assert.Equal(HttpStatusCode.NotFound, child.StatusCode);
    }

    [Fact]
    public async Task Submit_WithAChildsId_IsRefused()
    {
        using var response = await _app.PostAsync(TestApp.Submission("""{"jobId":"child:p:000000"}"""));

        Assert.Equal(["$.options.jobId"], (await response.ProblemAsync(HttpStatusCode.BadRequest)).Paths());
    }

    private static string? IdOf(JsonElement job, string id) => job.TryGetProperty("job", out var inner) ? inner.GetProperty("id").GetString() : job.GetProperty(id).GetString();

    private static string Sorted(JsonElement counts) =>
        $"{{{string.Join(',', counts.EnumerateObject().OrderByDescending(count => count.Name, StringComparer.Ordinal).Select(count => $"\"{count.Name}\":{count.Value}"))}}}";

    /// <summary>A running job with three children that are not due for long.</summary>
    private async Task FamilyAsync(string id)
    {
        await _app.Jobs.SubmitAsync(JobHub.NewJob(id), CancellationToken.None);
        Assert.NotNull(await _app.Jobs.SubmitChildrenAsync(
            id, 1, 3, [.. Enumerable.Range(0, 3).Select(number => JobHub.NewJob(JobId.OfChild(id, number)) with { RunAt = TimeProvider.System.GetUtcNow().AddDays(1) })], CancellationToken.None));
    }

    private async Task<JsonElement> DataAsync(string url)
    {
        using var response = await _app.Http.GetAsync(url);
        return await response.DataAsync(HttpStatusCode.OK);
    }
}
