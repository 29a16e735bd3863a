using FunctionsJobs.Health;
using FunctionsJobs.Jobs.DatabaseOptimization;
using FunctionsJobs.Jobs.HealthCheck;
using FunctionsJobs.Jobs.JobCleanup;
using FunctionsJobs.Jobs.StatisticsUpdate;
using FunctionsJobs.JobStore;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Jobs.Maintenance;

/// <summary>The jobs of the queue <c>maintenance</c>, on the engine with forced replay.</summary>
public sealed class MaintenanceJobTests : IAsyncLifetime
{
    private JobHub _hub = null!;

    public async Task InitializeAsync() => _hub = await JobHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task HealthCheck_WhenAllIsWell_NamesEveryService()
    {
        var result = await RunAsync<HealthCheckResultContract>("job", "health-check");

        Assert.Equal(HealthView.Healthy, result.Status);
        Assert.Equal(HealthView.Healthy, result.Services["database"]);
        Assert.Equal(HealthView.Healthy, result.Services["analyticsRollups"]);
        await RecordAsync("health-check.1-completed");
    }

    [Fact]
    public async Task JobCleanup_RemovesJobsOfThatAgeAndNoOthers()
    {
        await EndAsync("old");
        _hub.Time.Advance(TimeSpan.FromDays(3));
        await EndAsync("young");
        _hub.Time.Advance(TimeSpan.FromHours(1));

        var result = await RunAsync<JobCleanupResultContract>("job", "job-cleanup", """{"older_than_days":2}""");

        Assert.Equal(1, result.Removed);
        Assert.Null(await _hub.Jobs.FindAsync("old", CancellationToken.None));
        Assert.Null(await _hub.Client.GetInstanceAsync("old", CancellationToken.None));
        Assert.Equal(JobState.Cancelled, (await _hub.FindAsync("young")).State);
        await RecordAsync("job-cleanup.1-completed");
    }

    [Fact]
    public async Task UpdateStatistics_CountsAndMeasuresEachQueue()
    {
        await EndAsync("one");
        await _hub.SubmitAsync(JobHub.NewJob("later") with { RunAt = _hub.Time.GetUtcNow().AddDays(1) });

        var result = await RunAsync<StatisticsUpdateResultContract>("job", "update-statistics");

        var queue = Assert.Single(result.Queues, queue => queue.QueueName == JobHub.Queue);
        Assert.Equal([("cancelled", 1L), ("scheduled", 1L)], queue.States.OrderBy(state => state.Key, StringComparer.Ordinal).Select(state => (state.Key, state.Value)));
        Assert.Equal((0L, 0L, 1L), (queue.Completed, queue.Failed, queue.Cancelled));
        await RecordAsync("statistics-update.1-completed");
    }

    [Fact]
    public async Task OptimizeDatabase_TellsTheSizeOfEachDatabase()
    {
        var result = await RunAsync<DatabaseOptimizationResultContract>("job", "optimize-database");

        Assert.Equal(["analytics", "jobs"], result.Databases.Select(database => database.Database).Order(StringComparer.Ordinal));
        Assert.All(result.Databases, database => Assert.True(database is { BytesBefore: > 0, BytesAfter: > 0, Rewritten: false }, database.ToString()));
        await RecordAsync("database-optimization.1-completed");
    }

    private async Task<TResult> RunAsync<TResult>(string id, string type, string arguments = "{}")
    {
        await _hub.SubmitAsync(JobHub.NewJob(id, arguments: arguments) with { Queue = "maintenance", Type = type, Name = type, Tenant = null });
        var end = await _hub.EndOfAsync(id);
        Assert.Equal(JobState.Completed, (await _hub.FindAsync(id)).State);
        return end.ReadOutputAs<TResult>()!;
    }

    /// <summary>A job that has ended.</summary>
    private async Task EndAsync(string id)
    {
        await _hub.SubmitAsync(JobHub.NewJob(id) with { RunAt = _hub.Time.GetUtcNow().AddDays(30) });
        var transition = await _hub.Jobs.CancelAsync(
            id, FunctionsJobs.Lifecycle.JobFault.Cancelled("asked", "Asked."), new("somebody", null), CancellationToken.None);
        await _hub.Teller.TellAsync(_hub.Client, transition.Signals, CancellationToken.None);
        await _hub.EndOfAsync(id);
    }

    private async Task RecordAsync(string name)
    {
        var (instance, history) = await _hub.HistoryAsync("job");
        StoredHistory.Of(instance, history).Record(name);
    }
}
