using System.Collections.Concurrent;
using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.JobStore.Sqlite;
using Xunit.Abstractions;

namespace FunctionsJobs.EndToEnd.Proofs;

/// <summary>SIGKILL at random moments, again and again, while jobs are submitted and run under limits.</summary>
public sealed class KilledHostTests(ITestOutputHelper output)
{
    private const int Jobs = 2000;
    private const int Kills = 10;
    private const int Submitters = 4;
    private const ulong Seed = 20260131;

    private static readonly TimeSpan Stall = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Run_WhenTheHostIsKilledTenTimes_LosesNothingLeaksNoSlotAndDoublesNoEffect()
    {
        using var data = new DataFolder();
        var ledger = new ProofLedger(ProofApp.LedgerFolder(data));
        var random = new SplitMix64(Seed);
        var toSubmit = new ConcurrentQueue<int>(Enumerable.Range(0, Jobs));
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var app = await ProofApp.StartAsync(data);
            var submitting = SubmitAsync(app, toSubmit);
            await WaitForEffectsAsync(ledger, ledger.Effects.Count + 10 + (int)random.Next(140), app);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(40)), TimeProvider.System);
            await app.KillAsync();
            await submitting;
            output.WriteLine($"kill {kill + 1}: {Jobs - toSubmit.Count} jobs submitted, {ledger.Effects.Count} done");
            Assert.InRange(ledger.Effects.Count, 1, Jobs - 1);
        }

        await using (var app = await ProofApp.StartAsync(data))
        {
            await SubmitAsync(app, toSubmit);
            await app.WaitUntilCompletedAsync(Jobs, Stall);
        }

        await CheckAsync(data, ledger);
    }

    private static string JobId(int number) => $"proof-{number}";

    /// <summary>Submits what is left, until the host does not answer any more. Who got no answer asks the next host for the same job, by its id.</summary>
    private static Task SubmitAsync(RunningApp app, ConcurrentQueue<int> toSubmit) => Task.WhenAll(Enumerable.Range(0, Submitters).Select(async _ =>
    {
        while (toSubmit.TryDequeue(out var number))
        {
            var job = new ProofSubmission($"pub-{number / 5 % 11}", number * 7919 % 101, number % 9);
            if (!await app.TrySubmitAsync(ProofQueues.All[number % ProofQueues.All.Count].Name, JobId(number), job))
            {
                toSubmit.Enqueue(number);
                return;
            }
        }
    }));

    private static async Task WaitForEffectsAsync(ProofLedger ledger, int count, RunningApp app)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (ledger.Effects.Count < count)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Stall, $"{ledger.Effects.Count} of {count} effects within {Stall}:\n{app.Tail()}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private async Task CheckAsync(DataFolder data, ProofLedger ledger)
    {
        await using var database = new SqliteJobDatabase(Path.Combine(data.Path, "jobs.db"), TimeSpan.FromSeconds(30));
        var ids = Enumerable.Range(0, Jobs).Select(JobId).ToList();
        var timeline = await ProofTimeline.ReadAsync(database);
        timeline.AssertAllCompletedOnce(ids);
        timeline.AssertLimitsHeld(ProofQueues.All);
        Assert.Equal(ids.Order(StringComparer.Ordinal), ledger.Effects.Order(StringComparer.Ordinal));

        // Only what was under way at a kill may have begun again.
        var begun = ledger.Lines.Count(line => line.What == ProofLedger.Begun);
        output.WriteLine($"{begun - Jobs} activities began again");
        Assert.InRange(begun, Jobs, Jobs + (Kills * ProofQueues.All.Sum(queue => queue.Limits.Concurrency ?? 0)));

        var queues = new SqlQueueStore(database, TimeProvider.System, QueueCatalogue.Standard);
        foreach (var queue in ProofQueues.All)
        {
            Assert.Equal(0, (await queues.GetAsync(queue.Name, CancellationToken.None)).Running);
            Assert.Equal(0, (await queues.RecountAsync(queue.Name, new JobActor("test", null), CancellationToken.None)).Corrections);
        }
    }
}
