using FunctionsJobs.Embedded.Tests.Durable.Harness;
using FunctionsJobs.Embedded.Tests.Storage;

namespace FunctionsJobs.Embedded.Tests.Faults;

/// <summary>Every orchestration pattern in a process that is killed again and again: the same end as without, and no committed activity twice.</summary>
public sealed class KillTests : IDisposable
{
    private const int MostKills = 80;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("after", 5)]
    [InlineData("before", 7)]
    public async Task Kill_WhenAtEveryKthWrite_EndsAsWithoutKills(string moment, int step)
    {
        var expected = await RunUndisturbedAsync();

        var kills = 0;
        string? end;
        do
        {
            end = await RunAsync(() => KilledHubProcess.Start(_folder.Path, KilledHub.Patterns, moment, step), kill: null);
            Assert.True(++kills <= MostKills, $"no end after {kills} processes");
        }
        while (end is null);

        Assert.Equal(expected, end);
        Assert.True(kills > 5, $"only {kills} processes: the writes are fewer than they were");
    }

    [Fact]
    public async Task Kill_WhenAtAnyMoment_EndsAsWithoutKills()
    {
        var expected = await RunUndisturbedAsync();

        var random = new Random(20260731);
        for (var kill = 0; kill < 8; kill++)
        {
            var delay = TimeSpan.FromMilliseconds(random.Next(120));
            await RunAsync(() => KilledHubProcess.Start(_folder.Path, KilledHub.Patterns), delay);
        }

        Assert.Equal(expected, await RunAsync(() => KilledHubProcess.Start(_folder.Path, KilledHub.Patterns), kill: null));
    }

    [Fact]
    public async Task Kill_WhenActivitiesAreQueuedAndRun_RunsThoseAgainThatWereNotFinished()
    {
        using (var first = KilledHubProcess.Start(_folder.Path, KilledHub.Queue))
        {
            await Eventually.HoldsAsync(() => Count(ReadLedger(), "end ") >= 30, "thirty activities have ended");
            first.Kill();
            await first.EndAsync();
        }

        var before = ReadLedger();
        var committed = KilledHubProcess.ReadCommitted(_folder.Path);
        Assert.InRange(Count(before, "begin ") - Count(before, "end "), 0, 5);
        Assert.InRange(committed.Count, 1, KilledHub.QueuedActivities - 1);

        using var second = KilledHubProcess.Start(_folder.Path, KilledHub.Queue);
        Assert.Equal($"{KilledHub.Queue}: Completed \"{KilledHub.QueuedActivities}\"\n", await second.EndAsync());

        var begun = ReadLedger().Skip(before.Count).Where(line => line.StartsWith("begin ", StringComparison.Ordinal)).Select(line => line["begin ".Length..]);
        var unfinished = Enumerable.Range(0, KilledHub.QueuedActivities).Select(i => $"{KilledHub.Queue} {i}").Where(name => !committed.Contains(name));
        Assert.Equal(unfinished.Order(StringComparer.Ordinal), begun.Order(StringComparer.Ordinal));
    }

    private static async Task<string> RunUndisturbedAsync()
    {
        using var folder = new TemporaryFolder();
        using var process = KilledHubProcess.Start(folder.Path, KilledHub.Patterns);
        var end = await process.EndAsync();
        Assert.NotNull(end);
        return end;
    }

    // One process, and what it must not have done.
    private async Task<string?> RunAsync(Func<KilledHubProcess> start, TimeSpan? kill)
    {
        var committed = File.Exists(KilledHub.HubPath(_folder.Path)) ? KilledHubProcess.ReadCommitted(_folder.Path) : new HashSet<string>();
        var before = ReadLedger().Count;
        using var process = start();
        if (kill is { } delay)
        {
            await process.ReadyAsync();
            await Task.Delay(delay, TimeProvider.System);
            process.Kill();
        }

        var end = await process.EndAsync();
        Assert.All(ReadLedger().Skip(before), line => Assert.DoesNotContain(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..], committed));
        return end;
    }

    private static int Count(IEnumerable<string> ledger, string what) => ledger.Count(line => line.StartsWith(what, StringComparison.Ordinal));

    private List<string> ReadLedger() =>
        File.Exists(KilledHub.LedgerPath(_folder.Path)) ? [.. File.ReadAllLines(KilledHub.LedgerPath(_folder.Path))] : [];
}
