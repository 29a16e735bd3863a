using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Postgres;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FunctionsJobs.EndToEnd.Postgres;

/// <summary>Several processes at one job store on PostgreSQL; some are killed, and connections are cut.</summary>
[NeedsPostgres]
public sealed class SharedJobStoreTests : IAsyncLifetime
{
    private const int Workers = 3;
    private const int Kills = 4;
    private const string Application = "shared job store test";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly CancellationToken None = CancellationToken.None;

    private TestSchema _schema = null!;
    private PostgresJobDatabase _database = null!;
    private SqlJobStore _store = null!;

    public async Task InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        _database = new PostgresJobDatabase(
            _schema.ConnectionString, SharedJobs.Options, TimeProvider.System, NullLogger<PostgresJobDatabase>.Instance);
        _store = new SqlJobStore(_database, TimeProvider.System, SharedJobs.Catalogue);
        await _store.OpenAsync(None);
        await _schema.ExecuteAsync(WatchSlots);
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        await _schema.DisposeAsync();
    }

    [Fact]
    public async Task Jobs_WhenProcessesThatShareThemAreKilled_KeepTheirLimitsAndEndOnce()
    {
        var accepted = await RunUntilAllEndedAsync();

        // The server's own look at the slots, at every change of a job, found nothing.
        Assert.Equal(0L, await _schema.ExecuteAsync("SELECT COUNT(*) FROM slots_exceeded"));
        Assert.Empty(accepted.GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));

        var timelines = new List<(NewJob Job, IReadOnlyList<JobTimelineEntry> Entries)>();
        for (var i = 0; i < SharedJobs.Count; i++)
        {
            timelines.Add((SharedJobs.Job(i), await _store.ReadTimelineAsync(SharedJobs.Job(i).Id, None)));
        }

        Assert.All(timelines, timeline => AssertEndedOnce(timeline.Entries));
        AssertSlots(timelines.Where(timeline => timeline.Job.Queue == SharedJobs.Slots), SharedJobs.SlotLimits.Concurrency!.Value);
        foreach (var key in timelines.Where(timeline => timeline.Job.Queue == SharedJobs.Slots).GroupBy(timeline => timeline.Job.LimitKey))
        {
            AssertSlots(key, SharedJobs.SlotLimits.KeyConcurrency!.Value);
        }

        AssertRate([.. timelines.Where(timeline => timeline.Job.Queue == SharedJobs.Rated).SelectMany(timeline => Admissions(timeline.Entries)).Order()]);

        var queues = new SqlQueueStore(_database, TimeProvider.System, SharedJobs.Catalogue);
        foreach (var queue in (string[])[SharedJobs.Slots, SharedJobs.Rated])
        {
            Assert.Equal(new QueueRecount(0, 0), await queues.RecountAsync(queue, new JobActor("test", null), None));
            Assert.Equal(0, (await queues.GetAsync(queue, None)).Running);
        }
    }

    /// <summary>Kills a process and cuts a connection whenever some more jobs have ended.</summary>
    /// <returns>What all processes were told to have been accepted.</returns>
    private async Task<IReadOnlyList<string>> RunUntilAllEndedAsync()
    {
        var connectionString = new NpgsqlConnectionStringBuilder(_schema.ConnectionString) { ApplicationName = Application }.ConnectionString;
        var seed = 0;
        var running = Enumerable.Range(0, Workers).Select(_ => JobWorkerProcess.Start(connectionString, seed++)).ToList();
        var all = new List<JobWorkerProcess>(running);
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            for (var kills = 0; await EndedAsync() is var ended && ended < SharedJobs.Count;)
            {
                Assert.False(limit.IsCancellationRequested, $"only {ended} jobs ended within {Limit}");
                Assert.All(running, worker => Assert.False(worker.HasExited, string.Join('\n', worker.Output.TakeLast(20))));
                if (kills < Kills && ended >= (kills + 1) * SharedJobs.Count / (Kills + 2))
                {
                    await running[kills % Workers].KillAsync();
                    running[kills % Workers] = JobWorkerProcess.Start(connectionString, seed++);
                    all.Add(running[kills % Workers]);
                    kills++;
                }

                await _schema.ExecuteAsync(
                    $"""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE application_name = '{Application}' AND state <> 'idle' ORDER BY random() LIMIT 1
                    """);
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            }
        }
        finally
        {
            foreach (var worker in all)
            {
                await worker.DisposeAsync();
            }
        }

        Assert.Equal(Workers + Kills, all.Count);
        var lines = all.SelectMany(worker => worker.Output).ToList();
        Assert.All(lines, line => Assert.StartsWith("job-", line, StringComparison.Ordinal));
        return lines;
    }

    private async Task<long> EndedAsync() =>
        (long)(await _schema.ExecuteAsync("SELECT COUNT(*) FROM jobs WHERE state IN ('completed', 'failed', 'cancelled')"))!;

    private static void AssertEndedOnce(IReadOnlyList<JobTimelineEntry> entries)
    {
        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => entry.Sequence));
        Assert.Single(entries, entry => entry.Event == JobTriggerNames.Submitted);
        Assert.Single(entries, entry => entry.State.IsTerminal());
        Assert.True(entries[^1].State.IsTerminal());
        var attempts = entries.Where(entry => entry.Event == JobTrigger.Admitted.ToName()).Select(entry => entry.Attempt).ToList();
        Assert.Equal(Enumerable.Range(1, attempts.Count), attempts);
    }

    /// <summary>Never more than <paramref name="most"/> jobs hold a slot. A slot that is freed and taken in one millisecond was freed first.</summary>
    private static void AssertSlots(IEnumerable<(NewJob Job, IReadOnlyList<JobTimelineEntry> Entries)> timelines, int most)
    {
        var changes = timelines
            .SelectMany(timeline => timeline.Entries.Zip(timeline.Entries.Skip(1), (before, after) => (after.At, Change: Holds(after) - Holds(before))))
            .Where(change => change.Change != 0)
            .OrderBy(change => change.At).ThenBy(change => change.Change);
        var held = 0;
        var peak = 0;
        foreach (var (_, change) in changes)
        {
            held += change;
            peak = Math.Max(peak, held);
        }

        Assert.Equal((0, most), (held, peak));
    }

    private static int Holds(JobTimelineEntry entry) => entry.State is JobState.Running or JobState.Cancelling ? 1 : 0;

    private static IEnumerable<DateTimeOffset> Admissions(IReadOnlyList<JobTimelineEntry> entries) =>
        entries.Where(entry => entry.Event == JobTrigger.Admitted.ToName()).Select(entry => entry.At);

    private static void AssertRate(IReadOnlyList<DateTimeOffset> starts) =>
        Assert.All(starts.Zip(starts.Skip(SharedJobs.Rate.Starts)), pair => Assert.True(pair.Second - pair.First >= SharedJobs.Rate.Window));

    // At every change of a job's state, under the queue's lock, before the commit: sees what is committed, and this transaction.
    private static readonly string WatchSlots =
        $"""
        CREATE TABLE slots_exceeded (queue TEXT, held BIGINT);
        CREATE FUNCTION watch_slots() RETURNS trigger LANGUAGE plpgsql AS $watch$
        DECLARE held BIGINT;
        BEGIN
            SELECT COUNT(*) INTO held FROM jobs WHERE queue = NEW.queue AND state IN ('running', 'cancelling');
            IF NEW.queue = '{SharedJobs.Slots}' AND held > {SharedJobs.SlotLimits.Concurrency} THEN
                INSERT INTO slots_exceeded VALUES (NEW.queue, held);
            END IF;
            RETURN NULL;
        END $watch$;
        CREATE TRIGGER watch_slots AFTER INSERT OR UPDATE OF state ON jobs FOR EACH ROW EXECUTE FUNCTION watch_slots();
        """;
}
