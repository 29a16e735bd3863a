using System.Net;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.JobStore.Sqlite;
using Xunit.Abstractions;

namespace FunctionsJobs.EndToEnd.Proofs;

/// <summary>A running job is cancelled over HTTP.</summary>
public sealed class CancelledJobTests(ITestOutputHelper output)
{
    private const int Jobs = 10;
    private const string Queue = "analytics-aggregation";

    // Half a second on an idle machine; what counts here is that it comes at all, and before the job's own end.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Cancel_WhileTheJobWrites_EndsItAndNothingIsWrittenAfterwards()
    {
        using var data = new DataFolder();
        var ledger = new ProofLedger(ProofApp.LedgerFolder(data));
        await using (var app = await ProofApp.StartAsync(data))
        {
            for (var number = 0; number < Jobs; number++)
            {
                var id = $"proof-{number}";
                Assert.True(await app.TrySubmitAsync(Queue, id, new ProofSubmission("pub-1", 50, Milliseconds: 600_000, Lines: 60_000)));
                await WaitForAsync(() => Has(id, ProofLedger.Line), "it writes");

                using var answer = await app.Http.DeleteAsync(new Uri($"/api/v1/jobs/cancel/{id}", UriKind.Relative));
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);

                var job = await app.WaitForJobAsync(id, Limit);
                Assert.Equal("cancelled", job.GetProperty("state").GetString());
            }

            // A while later still: another job has come and gone.
            Assert.True(await app.TrySubmitAsync(Queue, "later", new ProofSubmission("pub-1", 50, Milliseconds: 300)));
            Assert.Equal("completed", (await app.WaitForJobAsync("later", Limit)).GetProperty("state").GetString());
        }

        await using var database = new SqliteJobDatabase(Path.Combine(data.Path, "jobs.db"), TimeSpan.FromSeconds(30));
        var rows = await ProofRow.ReadAllAsync(database);
        var (toStop, toEnd) = (new List<double>(), new List<double>());
        for (var number = 0; number < Jobs; number++)
        {
            var id = $"proof-{number}";
            var asked = rows.Single(row => row.JobId == id && row.Event == "cancel-requested").At;
            var cancelled = rows.Single(row => row.JobId == id && row.State == "cancelled").At;
            var lines = ledger.Lines.Where(line => line.JobId == id).ToList();
            Assert.Equal(ProofLedger.Stopped, lines[^1].What);
            Assert.True(lines[^1].At.ToUnixTimeMilliseconds() <= cancelled, $"{id} wrote at {lines[^1].At:O} and was cancelled at {cancelled}");
            Assert.DoesNotContain(id, ledger.Effects);
            toStop.Add(lines[^1].At.ToUnixTimeMilliseconds() - asked);
            toEnd.Add(cancelled - asked);
        }

        output.WriteLine($"request to the activity's stop: median {toStop.Order().ElementAt(Jobs / 2)} ms, longest {toStop.Max()} ms");
        output.WriteLine($"request to cancelled: median {toEnd.Order().ElementAt(Jobs / 2)} ms, longest {toEnd.Max()} ms");
        Assert.InRange(toEnd.Max(), 0, Limit.TotalMilliseconds);

        bool Has(string jobId, string what) => ledger.Lines.Any(line => line.JobId == jobId && line.What == what);
    }

    private static async Task WaitForAsync(Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"not within {Limit}: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
