using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Postgres;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.JobStore.Sqlite;
using FunctionsJobs.Postgres;
using FunctionsJobs.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace FunctionsJobs.EndToEnd.Proofs;

/// <summary>10,000 jobs of mixed priority on five queues with limits, through the whole program.</summary>
public sealed class ManyMixedJobsTests(ITestOutputHelper output)
{
    private const int Jobs = 10_000;
    private const int Submitters = 16;

    // These two begin when all their jobs wait, so that every one of them was chosen among many.
    private static readonly string[] Held = ["report-generation", "data-export"];
    private static readonly TimeSpan Stall = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Run_OnSqlite_HoldsLimitsAndOrderAndLosesNone()
    {
        using var data = new DataFolder();
        await RunAsync(data, null);
        await using var database = new SqliteJobDatabase(Path.Combine(data.Path, "jobs.db"), TimeSpan.FromSeconds(30));
        await CheckAsync(data, database);
    }

    [Fact]
    [NeedsPostgres]
    public async Task Run_OnPostgres_HoldsLimitsAndOrderAndLosesNone()
    {
        await using var schema = await TestSchema.CreateAsync();
        using var data = new DataFolder();
        await RunAsync(data, schema.ConnectionString);
        await using var database = new PostgresJobDatabase(
            schema.ConnectionString, new PostgresOptions(), TimeProvider.System, NullLogger<PostgresJobDatabase>.Instance);
        await CheckAsync(data, database);
    }

    private static string JobId(int number) => $"proof-{number}";

    private static string QueueOf(int number) => ProofQueues.All[number % ProofQueues.All.Count].Name;

    private async Task RunAsync(DataFolder data, string? jobStore)
    {
        await using var app = await ProofApp.StartAsync(data, jobStore);
        foreach (var queue in Held)
        {
            await app.SetPausedAsync(queue, true);
        }

        var started = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Jobs), new ParallelOptions { MaxDegreeOfParallelism = Submitters }, async (number, _) =>
        {
            var job = new ProofSubmission($"pub-{number / 5 % 11}", number * 7919 % 101, number % 9);
            Assert.True(await app.TrySubmitAsync(QueueOf(number), JobId(number), job), app.Tail());
        });
        output.WriteLine($"submitted after {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s");
        foreach (var queue in Held)
        {
            await app.SetPausedAsync(queue, false);
        }

        await app.WaitUntilCompletedAsync(Jobs, Stall);
        output.WriteLine($"completed after {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s");
    }

    private async Task CheckAsync(DataFolder data, IJobDatabase database)
    {
        var ids = Enumerable.Range(0, Jobs).Select(JobId).ToList();
        var timeline = await ProofTimeline.ReadAsync(database);
        timeline.AssertAllCompletedOnce(ids);
        foreach (var (queue, most) in timeline.AssertLimitsHeld(ProofQueues.All))
        {
            output.WriteLine($"{queue}: {most} at once");
        }

        foreach (var queue in ProofQueues.All.Where(queue => queue.Limits.KeyConcurrency is null))
        {
            timeline.AssertOrder(queue.Name);
        }

        var ledger = new ProofLedger(ProofApp.LedgerFolder(data));
        Assert.Equal(ids.Order(StringComparer.Ordinal), ledger.Effects.Order(StringComparer.Ordinal));
        Assert.Equal(Jobs, ledger.Lines.Count(line => line.What == ProofLedger.Begun));
        var queues = new SqlQueueStore(database, TimeProvider.System, QueueCatalogue.Standard);
        foreach (var queue in ProofQueues.All)
        {
            Assert.Equal(0, (await queues.RecountAsync(queue.Name, new JobActor("test", null), CancellationToken.None)).Corrections);
            Assert.Equal(0, (await queues.GetAsync(queue.Name, CancellationToken.None)).Running);
        }
    }
}
