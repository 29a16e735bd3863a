using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.Blobs;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.EndToEnd.Exports;

/// <summary>An export to Azurite out of PostgreSQL, while the program or the storage is killed in the middle of it.</summary>
[NeedsPostgres]
[NeedsAzurite]
public sealed partial class ExportCrashTests
{
    private const int Events = 12_000;
    private const int Kills = 4;

    // Eight days are cut by hours: 192 parts.
    private static readonly DateOnly From = new(2025, 4, 1);
    private static readonly DateOnly To = new(2025, 4, 9);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Export_WhenTheProcessIsKilledInTheMiddle_MakesTheFileOnceAndRepeatsNoFinishedPart()
    {
        await using var schema = await TestSchema.CreateAsync();
        await using var azurite = await AzuriteServer.StartNewAsync();
        using var data = new DataFolder();
        var settings = Settings(schema, azurite);
        var committed = new HashSet<(string InstanceId, int TaskId)>();
        var random = new SplitMix64(20251122);
        var wanted = 1;
        var interrupted = 0;
        var isSubmitted = false;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var app = await RunningApp.StartAsync(data, settings);
            if (!isSubmitted)
            {
                await app.SendEventsAsync(EventsOf("pub-1"));
                await app.SendEventsAsync(EventsOf("pub-2"));
                await app.SubmitExportAsync("export-1", "pub-1", From, To);
                isSubmitted = true;
            }

            var view = await app.WaitForExportAsync("export-1", Limit, now => ExportsClient.Step(now) >= wanted);
            wanted = ExportsClient.Step(view) + 1 + random.Next(30);
            await app.KillAsync();
            AssertNothingCommittedStartedAgain(app, committed);
            committed.UnionWith(TaskHubFile.CompletedActivities(data));
            interrupted += TaskHubFile.HasEnded(data, "export-1") ? 0 : 1;
        }

        await using (var app = await RunningApp.StartAsync(data, settings))
        {
            var view = await app.WaitForExportAsync("export-1", Limit);
            AssertNothingCommittedStartedAgain(app, committed);
            await AssertRightAsync(app, azurite, view, "export-1");
        }

        Assert.True(interrupted >= 2, $"only {interrupted} of {Kills} kills came before the end of the job");
    }

    [Fact]
    public async Task Export_WhenTheStorageIsKilledInTheMiddle_EndsRight()
    {
        await using var schema = await TestSchema.CreateAsync();
        await using var azurite = await AzuriteServer.StartNewAsync();
        using var data = new DataFolder();
        await using var app = await RunningApp.StartAsync(data, Settings(schema, azurite));
        await app.SendEventsAsync(EventsOf("pub-1"));
        await app.SubmitExportAsync("export-2", "pub-1", From, To);

        var view = await app.WaitForExportAsync("export-2", Limit, now => ExportsClient.Step(now) >= 20);
        await azurite.KillAsync();
        Assert.NotEqual("completed", view.GetProperty("state").GetString());
        await azurite.StartAsync();

        await AssertRightAsync(app, azurite, await app.WaitForExportAsync("export-2", Limit), "export-2");
    }

    private static Dictionary<string, string> Settings(TestSchema schema, AzuriteServer azurite) => new()
    {
        ["ConnectionStrings__Analytics"] = schema.ConnectionString,
        ["ConnectionStrings__JobStore"] = schema.ConnectionString,
        ["ConnectionStrings__Blobs"] = azurite.ConnectionString,
        // Every start of an activity is a line of output: the effect ledger of these tests.
        ["AzureFunctionsJobHost__logging__logLevel__FunctionsJobs.Embedded.Durable"] = "Debug",
    };

    private static async Task AssertRightAsync(RunningApp app, AzuriteServer azurite, JsonElement view, string jobId)
    {
        Assert.True(view.GetProperty("state").GetString() == "completed", $"{view}\n{app.Tail()}");
        var file = view.GetProperty("file");

        // By the signed link, which leads to the storage itself, and by the program, which redirects there.
        using var http = new HttpClient();
        var bytes = await http.GetByteArrayAsync(file.GetProperty("linkUrl").GetString());
        Assert.Equal(bytes, await app.Http.GetByteArrayAsync(file.GetProperty("downloadUrl").GetString()));
        Assert.Equal(file.GetProperty("bytes").GetInt64(), bytes.Length);
        Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));

        using var lines = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress), Encoding.UTF8);
        var rows = new List<(string Id, long Micros)>();
        while (await lines.ReadLineAsync() is { } line)
        {
            var row = JsonElement.Parse(line);
            Assert.Equal("pub-1", row.GetProperty("publisherId").GetString());
            rows.Add((row.GetProperty("id").GetString()!, (long)(row.GetProperty("revenue").GetDecimal() * 1_000_000m)));
        }

        var expected = EventsOf("pub-1").Where(e => e.AtMilliseconds >= Ms(From) && e.AtMilliseconds < Ms(To)).ToArray();
        Assert.Equal((expected.Length, expected.Length), (rows.Count, file.GetProperty("rows").GetInt64()));
        Assert.Equal(expected.Select(e => (e.Id, e.RevenueMicros)).Order(), rows.Order());

        // What the storage holds: the blocks of the file, each once, and nothing that waits.
        var container = new BlobContainerClient(azurite.ConnectionString, "functionsjobs");
        var blob = Assert.Single(container.GetBlobs(states: BlobStates.Uncommitted, prefix: JobBlobs.FolderOf(jobId)).ToArray());
        var blocks = (await container.GetBlockBlobClient(blob.Name).GetBlockListAsync()).Value;
        Assert.Empty(blocks.UncommittedBlocks);
        Assert.Equal(blocks.CommittedBlocks.Count(), blocks.CommittedBlocks.Select(block => block.Name).Distinct().Count());
    }

    private static void AssertNothingCommittedStartedAgain(RunningApp app, HashSet<(string InstanceId, int TaskId)> committed)
    {
        var started = app.Output.Select(line => ActivityStarted().Match(line)).Where(m => m.Success)
            .Select(m => (m.Groups["instance"].Value, int.Parse(m.Groups["task"].Value))).ToList();
        Assert.NotEmpty(started);
        Assert.Equal(started.Count, started.Distinct().Count());
        Assert.DoesNotContain(started, committed.Contains);
    }

    private static long Ms(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();

    // Both publishers have events of the same ids.
    private static List<AnalyticsEvent> EventsOf(string publisher) =>
        [.. SampleEvents.Generate(new SamplePlan
        {
            EndDay = To,
            Events = Events,
            Seed = 7,
            Publishers = [new SamplePublisher(publisher, Share: 1, ImpressionsPerThousand: 430, ClicksPerThousand: 20, WeekendPercent: 100, UtcPeakHour: 12)],
        })];

    [GeneratedRegex(@"(?<instance>export-\d+): activity '\w+' \(task (?<task>\d+)\) started")]
    private static partial Regex ActivityStarted();
}
