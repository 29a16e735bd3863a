using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.EndToEnd.Aggregation;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.EndToEnd.Exports;
using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.EndToEnd.Postgres;

/// <summary>
/// SIGKILL to the PostgreSQL server, which holds jobs and events, in the middle of jobs of the built program: they end right, without the program being started again.
/// </summary>
[NeedsPostgres]
[NeedsServer(TestServers.PostgresProgramsSetting)]
public sealed partial class ServerKilledUnderJobsTests : IAsyncLifetime
{
    private const int Events = 12_000;

    private static readonly DateOnly From = new(2025, 4, 1);
    private static readonly DateOnly ToOfExport = new(2025, 4, 9);
    private static readonly DateOnly To = new(2025, 5, 1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private PostgresServer _server = null!;

    public async Task InitializeAsync() => _server = await PostgresServer.StartNewAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    // The second server is away for longer than calls are repeated: then the attempts of activities and jobs go on.
    [Theory]
    [InlineData("00:00:30", 0)]
    [InlineData("00:00:01", 4)]
    public async Task Jobs_WhenTheServerIsKilledInTheMiddle_EndRightAndDoubleNothing(string retryTimeout, int secondsAway)
    {
        using var data = new DataFolder();
        await using var app = await RunningApp.StartAsync(data, new Dictionary<string, string>
        {
            ["ConnectionStrings__Analytics"] = _server.ConnectionString,
            ["ConnectionStrings__JobStore"] = _server.ConnectionString,
            ["Analytics__Postgres__RetryTimeout"] = retryTimeout,
            ["JobStore__Postgres__RetryTimeout"] = retryTimeout,
            // Every start of an activity is a line of output: the effect ledger of this test.
            ["AzureFunctionsJobHost__logging__logLevel__FunctionsJobs.Embedded.Durable"] = "Debug",
        });
        var events = EventsOf("pub-1");
        await app.SendEventsAsync(events);
        await app.SubmitExportAsync("pg-export", "pub-1", From, ToOfExport);
        await app.SubmitAggregationAsync("pub-1", From, To, jobId: "pg-aggregation");

        foreach (var step in (int[])[20, 90])
        {
            var view = await app.WaitForExportAsync("pg-export", Limit, now => ExportsClient.Step(now) >= step);
            await _server.KillAsync();
            Assert.NotEqual("completed", view.GetProperty("state").GetString());
            await Task.Delay(TimeSpan.FromSeconds(secondsAway), TimeProvider.System);
            await _server.StartAsync();
            await WaitUntilReadyAsync(app);
        }

        await AssertExportedAsync(app, await app.WaitForExportAsync("pg-export", Limit), events);
        var aggregation = await app.WaitForJobAsync("pg-aggregation", Limit);
        Assert.True(aggregation.GetProperty("state").GetString() == "completed", $"{aggregation}\n{app.Tail()}");
        await app.AssertRollupsAsync("pub-1", From, To, ExpectedRollups.Of(events, "pub-1"));

        Assert.False(app.HasExited);
        Assert.Contains(app.Output, line => line.Contains("PostgreSQL call failed", StringComparison.Ordinal));
        var started = app.Output.Select(line => ActivityStarted().Match(line)).Where(m => m.Success).Select(m => (m.Groups["instance"].Value, m.Groups["task"].Value)).ToList();
        Assert.NotEmpty(started);
        Assert.Equal(started.Count, started.Distinct().Count());
    }

    private static async Task WaitUntilReadyAsync(RunningApp app)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            using var answer = await app.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), limit.Token);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }

    private static async Task AssertExportedAsync(RunningApp app, JsonElement view, IReadOnlyList<AnalyticsEvent> events)
    {
        Assert.True(view.GetProperty("state").GetString() == "completed", $"{view}\n{app.Tail()}");
        var file = view.GetProperty("file");
        var bytes = await app.Http.GetByteArrayAsync(file.GetProperty("downloadUrl").GetString());
        Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        using var lines = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress), Encoding.UTF8);
        var ids = new List<string>();
        while (await lines.ReadLineAsync() is { } line)
        {
            ids.Add(JsonElement.Parse(line).GetProperty("id").GetString()!);
        }

        var end = new DateTimeOffset(ToOfExport.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
        Assert.Equal(events.Where(e => e.AtMilliseconds < end).Select(e => e.Id).Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
        Assert.Equal(ids.Count, file.GetProperty("rows").GetInt64());
    }

    private static List<AnalyticsEvent> EventsOf(string publisher) =>
        [.. SampleEvents.Generate(new SamplePlan
        {
            EndDay = To,
            Events = Events,
            Seed = 7,
            Publishers = [new SamplePublisher(publisher, Share: 1, ImpressionsPerThousand: 430, ClicksPerThousand: 20, WeekendPercent: 100, UtcPeakHour: 12)],
        })];

    [GeneratedRegex(@"(?<instance>pg-\w+): activity '\w+' \(task (?<task>\d+)\) started")]
    private static partial Regex ActivityStarted();
}
