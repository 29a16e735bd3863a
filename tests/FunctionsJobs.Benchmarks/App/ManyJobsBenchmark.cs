using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using FunctionsJobs.Benchmarks.Host;

namespace FunctionsJobs.Benchmarks.App;

/// <summary>A hundred aggregations submitted at once over HTTP: how long until the first part of each runs, and until all are done.</summary>
internal sealed partial class ManyJobsBenchmark : IBenchmark
{
    private const int Jobs = 100;
    private const string Path = "/api/v1/queues/analytics-aggregation/jobs";

    private static readonly Dictionary<string, string> Settings = new()
    {
        // The program then prints a line when an activity starts.
        ["AzureFunctionsJobHost__logging__logLevel__FunctionsJobs.Embedded.Durable"] = "Debug",
    };

    private readonly ConcurrentDictionary<string, long> _began = new();

    public string Name => "manyjobs";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var (host, _) = await HostProcess.StartAppAsync(Settings);
        using (host)
        {
            host.OnOutput = line =>
            {
                if (ActivityStarted().Match(line) is { Success: true } match)
                {
                    _began.TryAdd(match.Groups["instance"].Value, TimeProvider.System.GetTimestamp());
                }
            };
            await RunBatchAsync(host, "warm-up", 10);
            var started = TimeProvider.System.GetTimestamp();
            var waits = await RunBatchAsync(host, "measured", Jobs);
            var took = TimeProvider.System.GetElapsedTime(started);
            return
            [
                new Figure($"{Jobs} aggregations of 30 days submitted at once: submission to first part running, p95", Percentiles.At(waits, 95), "ms"),
                new Figure($"{Jobs} aggregations of 30 days submitted at once: all completed after", took.TotalMilliseconds, "ms"),
            ];
        }
    }

    private Task<double[]> RunBatchAsync(HostProcess host, string prefix, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => RunAsync(host, $"{prefix}-{i}")));

    /// <returns>Milliseconds from the submission to the start of the first activity.</returns>
    private async Task<double> RunAsync(HostProcess host, string jobId)
    {
        var body = new
        {
            jobName = "aggregate",
            data = new { publisherId = $"pub-{jobId}", startDate = "2025-04-01", endDate = "2025-05-01", granularity = "month" },
            options = new { jobId },
        };
        var submitted = TimeProvider.System.GetTimestamp();
        using var answer = await host.Http.PostAsJsonAsync(new Uri(Path, UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        while (true)
        {
            var view = await host.Http.GetFromJsonAsync<JsonElement>(new Uri($"{Path}/{jobId}", UriKind.Relative));
            var job = view.GetProperty("data");
            switch (job.GetProperty("state").GetString())
            {
                case "completed":
                    return TimeProvider.System.GetElapsedTime(submitted, _began[jobId]).TotalMilliseconds;
                case "failed":
                    throw new InvalidOperationException($"{jobId} failed: {job}");
                default:
                    await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
                    break;
            }
        }
    }

    [GeneratedRegex(@"(?<instance>(warm-up|measured)-\d+): activity '\w+' \(task \d+\) started")]
    private static partial Regex ActivityStarted();
}
