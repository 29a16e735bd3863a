using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Blobs;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Analytics;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Queues.Harness;

namespace FunctionsJobs.Tests.Exports;

public sealed class ExportApiTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Queue = "/api/v1/queues/data-export/jobs";

    [Fact]
    public async Task Get_WhenTheExportIsMade_LeadsToItsFile()
    {
        var jobId = await ExportAsync("pub-api");

        var view = await GetAsync(jobId);

        var file = view.GetProperty("file");
        Assert.Equal("completed", view.GetProperty("state").GetString());
        Assert.Equal((20, "pub-api-event-20260131-20260201.csv"), (file.GetProperty("rows").GetInt64(), file.GetProperty("fileName").GetString()));
        using var anonymous = new HttpClient { BaseAddress = app.Address };
        foreach (var (http, url) in new[] { (app.Http, file.GetProperty("downloadUrl")), (anonymous, file.GetProperty("linkUrl")) })
        {
            using var answer = await http.GetAsync(url.GetString());
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
            Assert.Equal((bytes.Length, bytes.Length), (file.GetProperty("bytes").GetInt64(), answer.Content.Headers.ContentLength));
            Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(("attachment", "pub-api-event-20260131-20260201.csv"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Theory]
    [InlineData("bytes=0-9", 206, 0, 10)]
    [InlineData("bytes=10-", 206, 10, null)]
    [InlineData("bytes=-5", 206, -5, 5)]
    [InlineData("bytes=5-100000", 206, 5, null)]
    [InlineData("bytes=-100000", 206, 0, null)]
    [InlineData("bytes=0-1,4-5", 200, 0, null)]
    [InlineData("lines=0-1", 200, 0, null)]
    [InlineData("bytes=9-3", 200, 0, null)]
    [InlineData("bytes=100000-", 416, 0, 0)]
    public async Task Download_OfARange_SendsThatAlone(string range, int status, int offset, int? length)
    {
        var url = $"/api/v1/exports/{await ExportAsync("pub-range")}/download";
        var whole = await app.Http.GetByteArrayAsync(url);
        var from = offset < 0 ? whole.Length + offset : offset;
        var expected = whole[from..(from + (length ?? (whole.Length - from)))];

        using var answer = await SendAsync(app.Http, HttpMethod.Get, url, ("Range", range));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(expected, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("bytes", Assert.Single(answer.Headers.AcceptRanges));
        var sent = answer.Content.Headers.ContentRange?.ToString();
        Assert.Equal(status switch
        {
            206 => $"bytes {from}-{from + expected.Length - 1}/{whole.Length}",
            416 => $"bytes */{whole.Length}",
            _ => null,
        }, sent);
    }

    [Fact]
    public async Task Download_WithConditions_SendsWhatTheyAskFor()
    {
        var url = $"/api/v1/exports/{await ExportAsync("pub-tag")}/download";
        using var head = await SendAsync(app.Http, HttpMethod.Head, url);
        var tag = head.Headers.ETag!.ToString();
        var length = head.Content.Headers.ContentLength;

        using var same = await SendAsync(app.Http, HttpMethod.Get, url, ("If-None-Match", tag));
        using var resumed = await SendAsync(app.Http, HttpMethod.Get, url, ("Range", "bytes=1-2"), ("If-Range", tag));
        using var changed = await SendAsync(app.Http, HttpMethod.Get, url, ("Range", "bytes=1-2"), ("If-Range", "\"another\""));

        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.PartialContent, HttpStatusCode.OK), (same.StatusCode, resumed.StatusCode, changed.StatusCode));
        Assert.Equal((2, length), (resumed.Content.Headers.ContentLength, changed.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Link_WhenChanged_IsRefused()
    {
        var link = (await GetAsync(await ExportAsync("pub-link"))).GetProperty("file").GetProperty("linkUrl").GetString()!;
        var other = (await GetAsync(await ExportAsync("pub-link"))).GetProperty("file").GetProperty("linkUrl").GetString()!;
        using var http = new HttpClient { BaseAddress = app.Address };

        string[] changed =
        [
            link.Replace("file=pub", "file=bup", StringComparison.Ordinal),
            link.Replace("expires=1", "expires=2", StringComparison.Ordinal),
            link.Split('?')[0] + "?" + other.Split('?')[1],
            link.Split('?')[0],
            link + "x",
            link + "&signature=AAAA",
        ];
        foreach (var url in changed)
        {
            using var refused = await http.GetAsync(url);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var outside = await http.GetAsync("/api/v1/blobs/..%2f..%2fsigning-key?" + link.Split('?')[1]);
        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
    }

    [Fact]
    public async Task AnyCall_ForAnotherPublishersExport_IsAnsweredAsIfItWereNotThere()
    {
        var jobId = await ExportAsync("pub-own");
        using var other = app.ClientOf(Role.Admin, "pub-other");
        using var own = app.ClientOf(Role.Viewer, "pub-own");

        foreach (var path in (string[])["", "/download"])
        {
            using var foreign = await other.GetAsync($"/api/v1/exports/{jobId}{path}");
            using var missing = await other.GetAsync($"/api/v1/exports/missing{path}");
            using var found = await own.GetAsync($"/api/v1/exports/{jobId}{path}");
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK), (foreign.StatusCode, missing.StatusCode, found.StatusCode));
            Assert.Equal(await DetailAsync(missing), await DetailAsync(foreign));
        }

        using var forbidden = await other.PostAsync(Queue, JsonContent.Create(Submission("pub-own")));
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task AnyCall_ForAJobThatIsNoExport_FindsNothing()
    {
        using var answer = await app.PostAsync(TestApp.Submission("""{"jobId":"no-export"}"""));
        await app.EndOfAsync("no-export");

        using var get = await app.Http.GetAsync("/api/v1/exports/no-export");
        using var bad = await app.Http.GetAsync("/api/v1/exports/.bad/download");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (get.StatusCode, bad.StatusCode));
    }

    [Fact]
    public async Task AnyCall_ForTheDataOfAPerson_IsForAdministrators()
    {
        using var submitted = await app.Http.PostAsync(Queue, JsonContent.Create(new { jobName = "user-data", data = new { userId = "ann" }, options = new { jobId = "of-ann" } }));
        Assert.Equal(HttpStatusCode.Accepted, submitted.StatusCode);
        await Eventually.GetAsync(async () => (await GetAsync("of-ann")).GetProperty("file").ValueKind == JsonValueKind.Null ? null : "made", "the end of of-ann");
        using var operators = app.ClientOf(Role.Operator);

        using var refused = await operators.GetAsync("/api/v1/exports/of-ann/download");
        using var answer = await app.Http.GetAsync("/api/v1/exports/of-ann/download");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (refused.StatusCode, answer.StatusCode));
        Assert.Equal("ann", JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("userId").GetString());
    }

    [Fact]
    public async Task Remove_OfTheJob_TakesItsFile()
    {
        var jobId = await ExportAsync("pub-gone");
        var link = (await GetAsync(jobId)).GetProperty("file").GetProperty("linkUrl").GetString();
        var blobs = app.Get<IBlobStore>();
        Assert.Single((await blobs.ListAsync(JobBlobs.FolderOf(jobId), null, 10, CancellationToken.None)).Blobs);

        using var removed = await app.Http.DeleteAsync($"{Queue}/{jobId}");

        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        Assert.Empty((await blobs.ListAsync(JobBlobs.FolderOf(jobId), null, 10, CancellationToken.None)).Blobs);
        using var http = new HttpClient { BaseAddress = app.Address };
        using var gone = await http.GetAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Download_WhenTheFileIsGone_SaysSo()
    {
        var jobId = await ExportAsync("pub-lost");
        await app.Get<IBlobStore>().DeleteFolderAsync(JobBlobs.FolderOf(jobId), CancellationToken.None);

        using var answer = await app.Http.GetAsync($"/api/v1/exports/{jobId}/download");

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    private static object Submission(string publisherId) => new
    {
        jobName = "export",
        data = new { publisherId, format = "csv", startDate = "2026-01-31", endDate = "2026-02-01", granularity = "event" },
    };

    private static async Task<string?> DetailAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString();

    private static Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string url, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, url);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return http.SendAsync(request, HttpCompletionOption.ResponseContentRead);
    }

    private async Task<string> ExportAsync(string publisherId)
    {
        var events = Enumerable.Range(0, 20).Select(i => AnalyticsEvents.Click($"e{i}", "2026-01-31T10:00:00Z", i, publisherId)).ToArray();
        await app.Get<IAnalyticsStore>().AddEventsAsync(events, CancellationToken.None);
        using var answer = await app.Http.PostAsync(Queue, JsonContent.Create(Submission(publisherId)));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var jobId = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetProperty("jobId").GetString()!;
        await Eventually.GetAsync(async () => (await GetAsync(jobId)).GetProperty("file").ValueKind == JsonValueKind.Null ? null : "made", $"the end of {jobId}");
        return jobId;
    }

    private async Task<JsonElement> GetAsync(string jobId) =>
        (await app.Http.GetFromJsonAsync<JsonElement>($"/api/v1/exports/{jobId}")).GetProperty("data");
}
