using FunctionsJobs.Analytics;
using FunctionsJobs.Jobs.Cleanup;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Jobs.Cleanup;

public sealed class CleanupOrchestratorTests : IAsyncLifetime
{
    private static readonly string[] Days = ["2024-01-01", "2024-01-02", "2024-01-03"];
    private JobHub _hub = null!;

    public async Task InitializeAsync() => _hub = await JobHub.StartAsync(new KeyValuePair<string, string?>("Jobs:Cleanup:BatchSize", "2"));

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task OldData_RollsUpWhatIsStale_RemovesTheEvents_AndKeepsTheRollUps()
    {
        await AddEventsAsync("pub-1", "pub-2");

        var counted = await RunAsync("dry", """{"type":"old_data","dryRun":true}""");
        Assert.Equal((true, 10L), (counted.DryRun, counted.Counts["old_data"]));

        var removed = await RunAsync("job", """{"type":"old_data"}""");

        Assert.Equal((false, 10L, 0), (removed.DryRun, removed.Counts["old_data"], removed.Skipped));
        Assert.Equal(0L, (await RunAsync("again", """{"type":"old_data"}""")).Counts["old_data"]);
        foreach (var publisher in (string[])["pub-1", "pub-2"])
        {
            var hours = await _hub.Analytics.SumRollupsAsync(publisher, Granularity.Hour, Range, CancellationToken.None);
            Assert.Equal(5, hours.Totals.Clicks);
        }

        await RecordAsync("job", "cleanup.1-completed");
    }

    [Fact]
    public async Task OldData_LeavesPublishersAloneWhoseEventsAJobUnderWayReads()
    {
        await AddEventsAsync("pub-1", "pub-2");
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hub.Functions.Activity("RollUpHoursActivity", async (object _) =>
        {
            await gate.Task;
            return "";
        });
        await _hub.SubmitAsync(JobHub.NewJob("reader"));
        await _hub.InStateAsync("reader", JobState.Running);

        var result = await RunAsync("job", """{"type":"old_data"}""");

        gate.SetResult();
        Assert.Equal((5L, 1), (result.Counts["old_data"], result.Skipped));
    }

    [Fact]
    public async Task OldLogs_ForgetsLinesOfThatAge_InSmallTransactions()
    {
        var audit = _hub.Get<IJobAudit>();
        for (var i = 0; i < 5; i++)
        {
            await audit.AppendAsync(new JobActor("somebody", null), "looked", JobHub.Queue, $"job-{i}", null, CancellationToken.None);
        }

        _hub.Time.Advance(TimeSpan.FromDays(91));
        await audit.AppendAsync(new JobActor("somebody", null), "looked", JobHub.Queue, "young", null, CancellationToken.None);

        Assert.Equal(5L, (await RunAsync("dry", """{"type":"old_logs","dryRun":true}""")).Counts["old_logs"]);
        Assert.Equal(5L, (await RunAsync("job", """{"type":"old_logs"}""")).Counts["old_logs"]);

        Assert.Equal(3, _hub.Functions.Runs.Count(call => call.InstanceId == "job" && call.Name == nameof(CleanUpActivity)));
        Assert.Empty(await audit.ListJobAsync("job-0", null, 10, CancellationToken.None));
        Assert.Single(await audit.ListJobAsync("young", null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task ExpiredTokens_ForgetsKeysThatNoWindowReaches()
    {
        foreach (var id in (string[])["a", "b", "c"])
        {
            await _hub.SubmitAsync(Unique(id));
        }

        _hub.Time.Advance(TimeSpan.FromDays(31));
        await _hub.SubmitAsync(Unique("young"));

        Assert.Equal(3L, (await RunAsync("job", """{"type":"expired_tokens"}""")).Counts["expired_tokens"]);

        var again = await _hub.Jobs.SubmitAsync(Unique("young") with { Id = "repeat" }, CancellationToken.None);
        Assert.Equal("young", Assert.IsType<JobSubmission.Existing>(again).Job.Id);
    }

    [Fact]
    public async Task TempFiles_DiscardsPartsThatWereNeverCommitted()
    {
        var blobs = _hub.Get<FunctionsJobs.Blobs.IBlobStore>();
        await blobs.StagePartAsync("jobs/gone/file.csv", "p-1", new byte[10], CancellationToken.None);

        // Files have the times of the machine's own clock, which is years ahead of the hub's.
        _hub.Time.Advance(TimeProvider.System.GetUtcNow().AddDays(1) - _hub.Time.GetUtcNow());
        Assert.Equal(0L, (await RunAsync("young", """{"type":"temp_files"}""")).Counts["temp_files"]);
        _hub.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(1L, (await RunAsync("dry", """{"type":"temp_files","dryRun":true}""")).Counts["temp_files"]);
        Assert.Single(await blobs.ListPartsAsync("jobs/gone/file.csv", CancellationToken.None));

        Assert.Equal(1L, (await RunAsync("job", """{"type":"temp_files"}""")).Counts["temp_files"]);

        Assert.Empty(await blobs.ListPartsAsync("jobs/gone/file.csv", CancellationToken.None));
    }

    [Fact]
    public async Task Run_WhenAStepFails_GoesOnAndItsCountsAddUp()
    {
        await AddEventsAsync("pub-1");
        var calls = 0;
        var real = _hub.Functions.FindActivity(nameof(CleanUpActivity))!;
        _hub.Functions.Activity(nameof(CleanUpActivity), async (CleanupPartContract part) => ++calls == 1
            ? throw new JobFaultException(JobFault.Network("down", "Down."))
            : _hub.Functions.DataConverter.Deserialize<CleanupDoneContract>(
                await real(new(nameof(CleanUpActivity), "job", 0, "", _hub.Functions.DataConverter.Serialize(part), null), CancellationToken.None)));
        await SubmitAsync("job", """{"type":"old_data"}""");
        await _hub.InStateAsync("job", JobState.Retrying);

        await _hub.AdvanceAsync(TimeSpan.FromSeconds(10));
        var end = await _hub.EndOfAsync("job");

        Assert.Equal(5L, end.ReadOutputAs<CleanupResultContract>()!.Counts["old_data"]);
    }

    private static UtcRange Range => new(new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2024, 1, 4, 0, 0, 0, TimeSpan.Zero));

    private static NewJob Unique(string id) => JobHub.NewJob(id, arguments: $$"""{"publisherId":"{{id}}","startDate":"2026-01-01","endDate":"2026-01-02","granularity":"day"}""")
        with { UniqueFor = TimeSpan.FromDays(30), RunAt = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero) };

    private async Task AddEventsAsync(params string[] publishers) => await _hub.Analytics.AddEventsAsync(
        publishers.SelectMany(publisher => Enumerable.Range(0, 5).Select(i => Analytics.AnalyticsEvents.Click($"e{i}", $"{Days[i % 3]}T10:00:00Z", 1, publisher))).ToArray(),
        CancellationToken.None);

    private async Task<CleanupResultContract> RunAsync(string id, string arguments)
    {
        await SubmitAsync(id, arguments);
        return (await _hub.EndOfAsync(id)).ReadOutputAs<CleanupResultContract>()!;
    }

    private Task<JobRecord> SubmitAsync(string id, string arguments) => _hub.SubmitAsync(
        JobHub.NewJob(id, arguments: arguments) with { Queue = "cleanup", Type = "cleanup", Name = "cleanup", Tenant = null });

    private async Task RecordAsync(string id, string name)
    {
        var (instance, history) = await _hub.HistoryAsync(id);
        StoredHistory.Of(instance, history).Record(name);
    }
}
