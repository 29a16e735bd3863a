using System.Net.Http.Json;
using System.Text.Json;
using FunctionsJobs.Benchmarks.Host;

namespace FunctionsJobs.Benchmarks.Http;

/// <summary>Kills a host with 200 activities queued and five running, and starts it again: how much longer the work takes than it has to.</summary>
internal sealed class CrashBenchmark : IBenchmark
{
    private const int Parallel = 5;
    private const int FinishedBefore = 50;
    private const int Queued = 200;
    private const int Activities = FinishedBefore + Parallel + Queued;
    private const int Repeats = 3;
    private const string InstanceId = "crash";

    public string Name => "crash";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var runs = new List<(double Beyond, double Ready, int Repeated)>();
        for (var i = 0; i < Repeats; i++)
        {
            runs.Add(await CrashAsync());
        }

        return
        [
            new Figure(
                $"kill -9 with {Queued} activities of {SleepFunctions.Duration.TotalMilliseconds} ms queued and {Parallel} running: launch to all done, beyond the time they need anyway, median",
                Percentiles.At(runs.Select(run => run.Beyond), 50), "ms", Mark: "under 1,500"),
            new Figure("– of it until the first answer", Percentiles.At(runs.Select(run => run.Ready), 50), "ms"),
            new Figure("– finished activities that ran again, in all runs", runs.Sum(run => run.Repeated), "activities", Mark: "none"),
        ];
    }

    private static async Task<(double Beyond, double Ready, int Repeated)> CrashAsync()
    {
        using var data = new TemporaryFolder();
        var ledger = data.File("ledger");
        var settings = new Dictionary<string, string>
        {
            [SleepFunctions.LedgerSetting] = ledger,
            ["AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions"] = $"{Parallel}",
        };

        string[] before;
        string query;
        using (var hub = await HttpHub.StartAsync(data, settings))
        {
            query = hub.Query;
            var path = $"/runtime/webhooks/durabletask/orchestrators/{SleepFunctions.Orchestration}/{InstanceId}?{query}";
            using var answer = await hub.Host.Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), Activities);
            answer.EnsureSuccessStatusCode();
            while (!File.Exists(ledger) || Count(File.ReadAllLines(ledger), "end") < FinishedBefore)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            }

            // In the middle of the next five.
            await Task.Delay(SleepFunctions.Duration / 2, TimeProvider.System);
            hub.Host.Kill();
            before = File.ReadAllLines(ledger);
        }

        var left = Activities - Count(before, "end");
        var needed = Math.Ceiling((double)left / Parallel) * SleepFunctions.Duration.TotalMilliseconds;
        var launched = TimeProvider.System.GetTimestamp();
        var (host, ready) = await HostProcess.StartBenchmarkHostAsync(data, settings);
        using (host)
        {
            await CompletedAsync(host, $"/runtime/webhooks/durabletask/instances/{InstanceId}?{query}");
            var took = TimeProvider.System.GetElapsedTime(launched).TotalMilliseconds;
            var finished = before.Where(line => line.StartsWith("end ", StringComparison.Ordinal)).Select(line => line["end ".Length..]).ToHashSet();
            var repeated = File.ReadAllLines(ledger).Skip(before.Length).Count(line => line.StartsWith("begin ", StringComparison.Ordinal) && finished.Contains(line["begin ".Length..]));
            return (took - needed, ready.TotalMilliseconds, repeated);
        }
    }

    private static int Count(string[] lines, string word) => lines.Count(line => line.StartsWith(word, StringComparison.Ordinal));

    private static async Task CompletedAsync(HostProcess host, string path)
    {
        while (true)
        {
            var status = await host.Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));
            switch (status.GetProperty("runtimeStatus").GetString())
            {
                case "Completed":
                    return;
                case "Running" or "Pending":
                    await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
                    break;
                default:
                    throw new InvalidOperationException($"the orchestration did not end well: {status}");
            }
        }
    }
}
