using FunctionsJobs.Jobs.BulkAction;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Jobs.BulkAction;

public sealed class BulkActionOrchestratorTests : IAsyncLifetime
{
    private JobHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await JobHub.StartAsync(new KeyValuePair<string, string?>("Jobs:BulkAction:PageSize", "2"), new("Jobs:BulkAction:MaxJobs", "6"));
        foreach (var id in (string[])["a", "b", "c", "d", "e"])
        {
            await _hub.SubmitAsync(JobHub.NewJob(id) with { RunAt = _hub.Time.GetUtcNow().AddDays(1), Tags = [id is "e" ? "odd" : "even"] });
        }

        _hub.Time.Advance(TimeSpan.FromSeconds(1));
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Run_CancelsRetriesAndRemovesEveryJobThatMatches()
    {
        var cancelled = await RunAsync("cancel", """{"action":"cancel","filter":{"queueName":"analytics:aggregation"}}""");
        Assert.Equal((5, 5, 0), (cancelled.Matched, cancelled.Changed, cancelled.Skipped));
        Assert.All(await StatesAsync(), state => Assert.Equal(JobState.Cancelled, state));
        Assert.Equal(new JobProgress(5, 5, "5 of 5 jobs"), (await _hub.FindAsync("cancel")).Progress);
        await RecordAsync("cancel", "bulk-action.1-completed");

        var retried = await RunAsync("retry", """{"action":"retry","filter":{"status":"cancelled","tag":"odd"}}""");
        Assert.Equal((1, 1), (retried.Matched, retried.Changed));
        Assert.Equal(2, (await _hub.FindAsync("e")).Run);

        var removed = await RunAsync("remove", """{"action":"remove","filter":{"publisherId":"pub-1","tag":"even"}}""");
        Assert.Equal((4, 4), (removed.Matched, removed.Changed));
        Assert.Null(await _hub.Jobs.FindAsync("a", CancellationToken.None));
        Assert.NotNull(await _hub.Jobs.FindAsync("e", CancellationToken.None));
        Assert.NotNull(await _hub.Jobs.FindAsync("cancel", CancellationToken.None));
    }

    [Fact]
    public async Task Run_WhenDry_CountsAndChangesNothing()
    {
        var result = await RunAsync("dry", """{"action":"cancel","filter":{"status":"pending"},"dryRun":true}""");

        Assert.Equal((true, 5, 0, 0), (result.DryRun, result.Matched, result.Changed, result.Skipped));
        Assert.All(await StatesAsync(), state => Assert.Equal(JobState.Scheduled, state));
    }

    [Fact]
    public async Task Run_ForAPublisher_ReachesNoOtherPublishersJobs()
    {
        await _hub.SubmitAsync(JobHub.NewJob("foreign") with { Tenant = "pub-2", RunAt = _hub.Time.GetUtcNow().AddDays(1) });
        _hub.Time.Advance(TimeSpan.FromSeconds(1));

        var result = await RunAsync("mine", """{"action":"cancel","filter":{"status":"pending"}}""", tenant: "pub-2");

        Assert.Equal((1, 1), (result.Matched, result.Changed));
        Assert.Equal(JobState.Cancelled, (await _hub.FindAsync("foreign")).State);
        Assert.All(await StatesAsync(), state => Assert.Equal(JobState.Scheduled, state));
    }

    [Fact]
    public async Task Run_WhenAPartFails_GoesOnAfterThePartsThatSucceeded()
    {
        var calls = 0;
        var real = _hub.Functions.FindActivity(nameof(ApplyBulkActionActivity))!;
        _hub.Functions.Activity(nameof(ApplyBulkActionActivity), async (BulkActionPartContract part) => ++calls == 2
            ? throw new JobFaultException(JobFault.Network("down", "Down."))
            : _hub.Functions.DataConverter.Deserialize<BulkActionDoneContract>(
                await real(new(nameof(ApplyBulkActionActivity), "parted", 0, "", _hub.Functions.DataConverter.Serialize(part), null), CancellationToken.None)));
        await SubmitAsync("parted", """{"action":"cancel","filter":{"status":"pending"}}""");
        await _hub.InStateAsync("parted", JobState.Retrying);
        Assert.Equal(2, (await StatesAsync()).Count(state => state == JobState.Cancelled));

        await _hub.AdvanceAsync(TimeSpan.FromSeconds(10), timers: 2);
        await _hub.EndOfAsync("parted");

        Assert.All(await StatesAsync(), state => Assert.Equal(JobState.Cancelled, state));
        Assert.Equal((JobState.Completed, 4), ((await _hub.FindAsync("parted")).State, calls));
    }

    [Fact]
    public async Task Run_WhenTooManyMatch_FailsBeforeItChangesAny()
    {
        await _hub.SubmitAsync(JobHub.NewJob("f") with { RunAt = _hub.Time.GetUtcNow().AddDays(1) });
        await _hub.SubmitAsync(JobHub.NewJob("g") with { RunAt = _hub.Time.GetUtcNow().AddDays(1) });
        _hub.Time.Advance(TimeSpan.FromSeconds(1));

        await SubmitAsync("bulk", """{"action":"cancel","filter":{"status":"pending"}}""");
        await _hub.EndOfAsync("bulk");

        Assert.Equal("too_many_jobs", (await _hub.FindAsync("bulk")).Error!.Code);
        Assert.All(await StatesAsync(), state => Assert.Equal(JobState.Scheduled, state));
    }

    private async Task<JobState[]> StatesAsync() =>
        [.. (await Task.WhenAll(((string[])["a", "b", "c", "d", "e"]).Select(_hub.FindAsync))).Select(job => job.State)];

    private async Task<BulkActionResultContract> RunAsync(string id, string arguments, string? tenant = null)
    {
        await SubmitAsync(id, arguments, tenant);
        return (await _hub.EndOfAsync(id)).ReadOutputAs<BulkActionResultContract>()!;
    }

    private Task<JobRecord> SubmitAsync(string id, string arguments, string? tenant = null) => _hub.SubmitAsync(
        JobHub.NewJob(id, arguments: arguments) with { Queue = "maintenance", Type = "bulk", Name = "bulk", Tenant = tenant });

    private async Task RecordAsync(string id, string name)
    {
        var (instance, history) = await _hub.HistoryAsync(id);
        StoredHistory.Of(instance, history).Record(name);
    }
}
