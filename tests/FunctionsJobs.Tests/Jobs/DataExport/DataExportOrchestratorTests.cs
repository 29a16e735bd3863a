using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Blobs;
using FunctionsJobs.Jobs.DataExport;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Analytics;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Tests.Jobs.DataExport;

public sealed class DataExportOrchestratorTests : IAsyncLifetime
{
    private static readonly JobPolicy Policy = JobPolicy.Default with { Timeout = TimeSpan.FromHours(1) };
    private JobHub _hub = null!;

    public async Task InitializeAsync() => _hub = await JobHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    // Late and repeated events, at the borders of hours, midnight and the month: what is exported is what the events say, at every level.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Run_AtEveryLevel_AgreesWithTheEvents(int seed)
    {
        var events = AnalyticsEvents.Random(seed, 400, "2026-02-01T00:00:00Z");
        await AddAsync(events.Take(250));
        await _hub.Analytics.RollUpAsync("pub-1", Granularity.Month, Range("2026-01-01", "2026-03-01"), CancellationToken.None);
        await AddAsync(events.Skip(250).Concat(events.Take(50)));
        var expected = ExpectedRollups.Of(events);

        foreach (var granularity in Enum.GetValues<Granularity>())
        {
            var name = AnalyticsNames.Of(granularity);
            var result = await RunAsync($"job-{name}", "csv", "2026-01-01", "2026-03-01", $"\"granularity\":\"{name}\"");
            var rows = Lines(await ReadAsync(result)).Skip(1).Select(line => line.Split(',')).ToArray();

            var buckets = expected.Buckets("pub-1", granularity);
            Assert.Equal(buckets.Count, result.Rows);
            Assert.Equal(buckets.Select(bucket => bucket.Start), rows.Select(row => DateTimeOffset.Parse(row[0], CultureInfo.InvariantCulture)));
            Assert.Equal(expected.Totals("pub-1"), Sum(rows.Select(row => new RollupCounts(
                long.Parse(row[1], CultureInfo.InvariantCulture), long.Parse(row[2], CultureInfo.InvariantCulture), long.Parse(row[3], CultureInfo.InvariantCulture), Micros(row[4])))));
        }

        var raw = await RunAsync("job-event", "csv", "2026-01-01", "2026-03-01", "\"granularity\":\"event\"");
        var cells = Lines(await ReadAsync(raw)).Skip(1).Select(line => line.Split(',')).ToArray();
        Assert.Equal(raw.Rows, cells.Select(row => row[0]).Distinct().Count());
        Assert.All(cells, row => Assert.Equal("pub-1", row[1]));
        Assert.Equal(expected.Totals("pub-1"), Sum(cells.Select(row => row[2] switch
        {
            "request" => new RollupCounts(1, 0, 0, Micros(row[7])),
            "impression" => new RollupCounts(0, 1, 0, Micros(row[7])),
            _ => new RollupCounts(0, 0, 1, Micros(row[7])),
        })));
    }

    [Theory]
    [InlineData("csv", "none")]
    [InlineData("csv", "gzip")]
    [InlineData("json", "none")]
    [InlineData("json", "gzip")]
    [InlineData("ndjson", "none")]
    [InlineData("ndjson", "gzip")]
    public async Task Run_InEveryFormat_TellsWhatTheFileIs(string format, string compression)
    {
        await AddAsync(AnalyticsEvents.Random(7, 60, "2026-02-01T00:00:00Z", repeats: false));

        var result = await RunAsync("job", format, "2026-01-25", "2026-02-10", $"\"granularity\":\"event\",\"compression\":\"{compression}\"");

        var blob = await _hub.Blobs.FindAsync(result.Blob, CancellationToken.None);
        Assert.Equal((blob!.Length, blob.Sha256, blob.ContentType), (result.Bytes, result.Sha256, result.ContentType));
        var text = await ReadAsync(result);
        var rows = format switch
        {
            "csv" => Lines(text).Count() - 1,
            "json" => JsonElement.Parse(text).GetArrayLength(),
            _ => Lines(text).Count(line => JsonElement.Parse(line).ValueKind == JsonValueKind.Object),
        };
        Assert.Equal(result.Rows, rows);
        Assert.Equal($"pub-1-event-20260125-20260210.{format}{(compression == "gzip" ? ".gz" : "")}", result.FileName);
        Assert.Equal("/api/v1/exports/job/download", result.Link);
        Assert.Empty(await _hub.Blobs.ListPartsAsync(result.Blob, CancellationToken.None));
        if (format == "json" && compression == "none")
        {
            await RecordAsync("job", "data-export.1-completed");
        }
    }

    [Theory]
    [InlineData("csv", "none", "id,publisherId,type,at,adUnit,country,device,revenue\r\n")]
    [InlineData("json", "gzip", "[\n\n]\n")]
    [InlineData("ndjson", "none", "")]
    [InlineData("ndjson", "gzip", "")]
    public async Task Run_WithoutRows_MakesAFileWithoutRows(string format, string compression, string expected)
    {
        var result = await RunAsync("job", format, "2026-01-01", "2026-01-02", $"\"granularity\":\"event\",\"compression\":\"{compression}\"");

        Assert.Equal((0, expected), (result.Rows, await ReadAsync(result)));
    }

    [Fact]
    public async Task Run_WhenAPartFails_RepeatsThatPartOnly()
    {
        await AddAsync(AnalyticsEvents.Random(8, 60, "2026-02-01T00:00:00Z", repeats: false));
        var failures = 1;
        _hub.Functions.Activity(nameof(ExportPartActivity), async (ExportPartContract part) =>
            part.Index == 3 && Interlocked.Decrement(ref failures) >= 0
                ? throw new BlobStoreException("away", isTransient: true)
                : await ExportAsync(part));

        await StartAsync("job", "csv", "2026-01-25", "2026-02-10", "\"granularity\":\"event\"");
        await _hub.InStateAsync("job", JobState.Retrying);
        await _hub.AdvanceAsync(JobBackoff.After("job", 1, Policy), timers: 1);
        var result = await ResultAsync("job");

        Assert.Equal((17, 1), (_hub.Functions.RunsOf(nameof(ExportPartActivity)), _hub.Functions.RunsOf(nameof(StageExportFrameActivity))));
        Assert.Equal(result.Rows, Lines(await ReadAsync(result)).Count() - 1);
        Assert.Equal(100, (await _hub.FindAsync("job")).Progress.Percent);
        await RecordAsync("job", "data-export.1-retried");
    }

    [Fact]
    public async Task Run_WhenItsCommitIsRepeated_AnswersTheSame()
    {
        await AddAsync(AnalyticsEvents.Random(9, 60, "2026-02-01T00:00:00Z", repeats: false));
        var failures = 1;
        _hub.Functions.Activity(nameof(CommitExportActivity), async (CommitExportContract commit) =>
        {
            var committed = await new CommitExportActivity(_hub.Blobs, _hub.Jobs, new JobExecution(), NullLogger<CommitExportActivity>.Instance).RunAsync(commit);
            return Interlocked.Decrement(ref failures) >= 0 ? throw new TimeoutException("the answer was lost") : committed;
        });

        await StartAsync("job", "json", "2026-01-25", "2026-02-10", "\"granularity\":\"event\"");
        await _hub.InStateAsync("job", JobState.Retrying);
        await _hub.AdvanceAsync(JobBackoff.After("job", 1, Policy), timers: 1);
        var result = await ResultAsync("job");

        Assert.Equal(result.Rows, JsonElement.Parse(await ReadAsync(result)).GetArrayLength());
        Assert.Equal(2, _hub.Functions.RunsOf(nameof(CommitExportActivity)));
    }

    [Fact]
    public async Task Run_WhenTheStorageLostParts_MakesThemAgain()
    {
        await AddAsync(AnalyticsEvents.Random(13, 60, "2026-02-01T00:00:00Z", repeats: false));
        var losses = 1;
        _hub.Functions.Activity(nameof(CommitExportActivity), async (CommitExportContract commit) =>
        {
            if (Interlocked.Decrement(ref losses) >= 0)
            {
                await _hub.Blobs.DeleteFolderAsync(JobBlobs.FolderOf("job"), CancellationToken.None);
            }

            return await new CommitExportActivity(_hub.Blobs, _hub.Jobs, new JobExecution(), NullLogger<CommitExportActivity>.Instance).RunAsync(commit);
        });

        await StartAsync("job", "csv", "2026-01-25", "2026-02-10", "\"granularity\":\"event\"");
        await _hub.InStateAsync("job", JobState.Retrying);
        await _hub.AdvanceAsync(JobBackoff.After("job", 1, Policy), timers: 1);
        var result = await ResultAsync("job");

        Assert.Equal(32, _hub.Functions.RunsOf(nameof(ExportPartActivity)));
        Assert.Equal(result.Rows, Lines(await ReadAsync(result)).Count() - 1);
    }

    [Fact]
    public async Task Run_WhenItFails_LeavesNothingStaged()
    {
        await AddAsync(AnalyticsEvents.Random(10, 60, "2026-02-01T00:00:00Z", repeats: false));
        _hub.Functions.Activity(nameof(CommitExportActivity), (CommitExportContract _) =>
            Task.FromException<DataExportResultContract>(new BlobStoreException("refused", isTransient: false)));

        await StartAsync("job", "csv", "2026-01-25", "2026-02-10", "\"granularity\":\"event\"");
        await _hub.EndOfAsync("job");

        Assert.Equal((JobState.Failed, "blobs_refused"), ((await _hub.FindAsync("job")) is var job ? (job.State, job.Error!.Code) : default));
        Assert.Equal(1, _hub.Functions.RunsOf(nameof(DiscardJobBlobsActivity)));
        Assert.Empty(await _hub.Blobs.ListPartsAsync(JobBlobs.NameOf("job", "export.csv"), CancellationToken.None));
        await RecordAsync("job", "data-export.1-failed");
    }

    [Fact]
    public async Task Run_WhenCancelledMidway_LeavesNoFileAndNothingStaged()
    {
        await AddAsync(AnalyticsEvents.Random(11, 60, "2026-02-01T00:00:00Z", repeats: false));
        _hub.Functions.Activity<CommitExportContract, DataExportResultContract>(nameof(CommitExportActivity), async _ =>
        {
            await _hub.Jobs.CancelAsync("job", JobFault.Cancelled("asked", "asked"), new JobActor("me", null), CancellationToken.None);
            throw new JobFaultException(JobFault.Cancelled("job_cancelled", "The job was cancelled."));
        });

        await StartAsync("job", "csv", "2026-01-25", "2026-02-10", "\"granularity\":\"event\"");
        await _hub.EndOfAsync("job");

        Assert.Equal(JobState.Cancelled, (await _hub.FindAsync("job")).State);
        var name = JobBlobs.NameOf("job", "export.csv");
        Assert.Null(await _hub.Blobs.FindAsync(name, CancellationToken.None));
        Assert.Empty(await _hub.Blobs.ListPartsAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task Run_WhenTheEngineIsRestartedMidway_RepeatsNoFinishedPart()
    {
        await AddAsync(AnalyticsEvents.Random(12, 60, "2026-02-01T00:00:00Z", repeats: false));
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hub.Functions.Activity(nameof(ExportPartActivity), async (ExportPartContract part) =>
        {
            if (part.Index >= 10)
            {
                await release.Task;
            }

            return await ExportAsync(part);
        });

        await StartAsync("job", "csv", "2026-01-25", "2026-02-10", "\"granularity\":\"event\"");
        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf(nameof(ExportPartActivity)) == 12, "ten parts are done, and two were begun");
        await _hub.RestartAsync();
        release.SetResult();
        var result = await ResultAsync("job");

        Assert.Equal(18, _hub.Functions.RunsOf(nameof(ExportPartActivity)));
        Assert.Equal(result.Rows, Lines(await ReadAsync(result)).Count() - 1);
    }

    [Fact]
    public async Task Run_OfTwoPublishersWithTheSameEventIds_MixesNothing()
    {
        await AddAsync(Enumerable.Range(0, 50).SelectMany(i => (AnalyticsEvent[])
        [
            AnalyticsEvents.Click($"e{i}", "2026-01-31T10:00:00Z", 1, "pub-1") with { AdUnit = "mine" },
            AnalyticsEvents.Click($"e{i}", "2026-01-31T10:00:00Z", 1, "pub-2") with { AdUnit = "theirs" },
        ]));

        var text = await ReadAsync(await RunAsync("job", "ndjson", "2026-01-31", "2026-02-01", "\"granularity\":\"event\""));

        Assert.Equal(50, Lines(text).Count());
        Assert.DoesNotContain("theirs", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pub-2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithFilters_ExportsWhatIsInAllOfThem()
    {
        await AddAsync([
            AnalyticsEvents.Click("a", "2026-01-31T10:00:00Z") with { Country = "DE", Device = DeviceType.Mobile },
            AnalyticsEvents.Click("b", "2026-01-31T10:00:00Z") with { Country = "FR", Device = DeviceType.Mobile },
            AnalyticsEvents.Click("c", "2026-01-31T10:00:00Z") with { Country = "DE", Type = AnalyticsEventType.Request }]);

        var result = await RunAsync(
            "job", "ndjson", "2026-01-31", "2026-02-01", "\"granularity\":\"event\",\"filters\":{\"types\":[\"click\"],\"countries\":[\"DE\"],\"devices\":[\"mobile\"]}");

        Assert.Equal("a", JsonElement.Parse(Assert.Single(Lines(await ReadAsync(result)))).GetProperty("id").GetString());
    }

    private static RollupCounts Sum(IEnumerable<RollupCounts> counts) => counts.Aggregate(default(RollupCounts), (sum, one) => sum + one);

    private static long Micros(string revenue) => (long)(decimal.Parse(revenue, CultureInfo.InvariantCulture) * 1_000_000m);

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0);

    private static UtcRange Range(string from, string to) => new(
        DateTimeOffset.Parse(from + "T00:00:00Z", CultureInfo.InvariantCulture), DateTimeOffset.Parse(to + "T00:00:00Z", CultureInfo.InvariantCulture));

    private async Task AddAsync(IEnumerable<AnalyticsEvent> events) => await _hub.Analytics.AddEventsAsync(events.ToArray(), CancellationToken.None);

    private Task<ExportedPartContract> ExportAsync(ExportPartContract part) =>
        new ExportPartActivity(_hub.Analytics, _hub.Blobs, _hub.Jobs, new JobExecution(), NullLogger<ExportPartActivity>.Instance).RunAsync(part);

    /// <summary>The file's text, after its checksum was compared.</summary>
    private async Task<string> ReadAsync(DataExportResultContract result)
    {
        await using var reading = await _hub.Blobs.OpenAsync(result.Blob, default, CancellationToken.None);
        using var bytes = new MemoryStream();
        await reading!.Content.CopyToAsync(bytes);
        Assert.Equal((result.Bytes, result.Sha256), (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))));
        bytes.Position = 0;
        using var text = new StreamReader(
            result.ContentType == "application/gzip" ? new GZipStream(bytes, CompressionMode.Decompress) : bytes, Encoding.UTF8);
        return await text.ReadToEndAsync();
    }

    private async Task RecordAsync(string id, string name)
    {
        var (instance, history) = await _hub.HistoryAsync(id);
        StoredHistory.Of(instance, history).Record(name);
    }

    private async Task<DataExportResultContract> RunAsync(string id, string format, string from, string to, string more)
    {
        await StartAsync(id, format, from, to, more);
        return await ResultAsync(id);
    }

    private async Task StartAsync(string id, string format, string from, string to, string more)
    {
        var job = JobHub.NewJob(id, Policy, $$"""{"publisherId":"pub-1","format":"{{format}}","startDate":"{{from}}","endDate":"{{to}}",{{more}}}""") with
        {
            Queue = "data-export", Type = "export", Name = "export",
        };
        var accepted = Assert.IsType<JobSubmission.Accepted>(await _hub.Jobs.SubmitAsync(job, CancellationToken.None));
        await _hub.Launcher.TryStartAsync(_hub.Client, accepted.Job, CancellationToken.None);
    }

    private async Task<DataExportResultContract> ResultAsync(string id)
    {
        var end = await _hub.EndOfAsync(id);
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{end.FailureDetails}");
        return JsonSerializer.Deserialize((await _hub.FindAsync(id)).Result!, DataExportJson.Default.DataExportResultContract)!;
    }
}
