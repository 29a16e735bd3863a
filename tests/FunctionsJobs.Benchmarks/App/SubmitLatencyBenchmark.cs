using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using FunctionsJobs.Benchmarks.Host;

namespace FunctionsJobs.Benchmarks.App;

/// <summary>One job at a time, submitted over HTTP to an idle program: how long until its first activity runs.</summary>
internal sealed partial class SubmitLatencyBenchmark : IBenchmark
{
    private const int WarmUp = 50;
    private const int Jobs = 300;
    private const string Path = "/api/v1/queues/analytics-aggregation/jobs";

    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _begins = new();

    public string Name => "submitlatency";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var figures = new List<Figure>();
        await foreach (var (name, settings) in AppDatabases.OpenAsync())
        {
            // The program then prints a line when an activity starts.
            settings["AzureFunctionsJobHost__logging__logLevel__FunctionsJobs.Embedded.Durable"] = "Debug";
            var (host, _) = await HostProcess.StartAppAsync(settings);
            using (host)
            {
                host.OnOutput = line =>
                {
                    if (ActivityStarted().Match(line) is { Success: true } match)
                    {
                        Begin(match.Groups["instance"].Value).TrySetResult(TimeProvider.System.GetTimestamp());
                    }
                };
                var waits = new List<double>();
                for (var i = 0; i < WarmUp + Jobs; i++)
                {
                    var wait = await RunAsync(host, $"job-{i}");
                    if (i >= WarmUp)
                    {
                        waits.Add(wait);
                    }
                }

                figures.Add(new Figure($"{name}, idle: submission over HTTP to its first activity running, p50", Percentiles.At(waits, 50), "ms", Mark: "under 10"));
                figures.Add(new Figure($"{name}, idle: submission over HTTP to its first activity running, p99", Percentiles.At(waits, 99), "ms"));
            }

            _begins.Clear();
        }

        return figures;
    }

    /// <returns>Milliseconds from sending the submission to reading that the activity has begun.</returns>
    private async Task<double> RunAsync(HostProcess host, string jobId)
    {
        var body = new
        {
            jobName = "aggregate",
            data = new { publisherId = "pub-1", startDate = "2025-04-01", endDate = "2025-04-02", granularity = "hour" },
            options = new { jobId },
        };
        var submitted = TimeProvider.System.GetTimestamp();
        using var answer = await host.Http.PostAsJsonAsync(new Uri(Path, UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        var began = await Begin(jobId).Task.WaitAsync(TimeSpan.FromSeconds(30));

        // Idle again before the next one.
        await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        return TimeProvider.System.GetElapsedTime(submitted, began).TotalMilliseconds;
    }

    private TaskCompletionSource<long> Begin(string jobId) =>
        _begins.GetOrAdd(jobId, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));

    [GeneratedRegex(@"(?<instance>job-\d+): activity '\w+' \(task \d+\) started")]
    private static partial Regex ActivityStarted();
}
