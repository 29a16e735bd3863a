using FunctionsJobs.Benchmarks.Host;
using FunctionsJobs.Benchmarks.Http;

namespace FunctionsJobs.Benchmarks.App;

/// <summary>
/// Jobs accepted by the program over real connections with everything on: token, request limits, validation, the queue's limits, admission, audit, and the
/// start of the orchestration. The queue has its default limits, so all but a few of the jobs wait.
/// </summary>
internal sealed class HttpSubmitBenchmark : IBenchmark
{
    private const int Connections = 32;
    private const int Publishers = 50;
    private const string Path = "/api/v1/queues/analytics-aggregation/jobs";

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public string Name => "submit";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var figures = new List<Figure>();
        await foreach (var (name, settings) in AppDatabases.OpenAsync())
        {
            // One caller sends all of it.
            settings["RequestLimits__PerSecond"] = "100000";
            settings["RequestLimits__Burst"] = "100000";
            settings["Queues__analytics-aggregation__Concurrency"] = "3";
            settings["Queues__analytics-aggregation__KeyConcurrency"] = "2";
            settings["Queues__analytics-aggregation__RateLimit"] = "10";
            var (host, _) = await HostProcess.StartAppAsync(settings);
            using (host)
            {
                var requests = Enumerable.Range(0, Publishers).Select(i => Request(host, i)).ToArray();
                await HttpLoad.RunAsync(host.Address, Connections, WarmUp, n => requests[n % Publishers], expectedStatus: 202);
                var before = host.ProcessorTime;
                var load = await HttpLoad.RunAsync(host.Address, Connections, Duration, n => requests[n % Publishers], expectedStatus: 202);
                figures.Add(new Figure(
                    $"{name}: jobs accepted over HTTP, {Connections} connections", load.PerSecond, "jobs/s", Mark: name == "SQLite" ? "at least 1,500" : null));
                figures.Add(new Figure("– processor time of the program per job", (host.ProcessorTime - before).TotalMilliseconds / load.Milliseconds.Count, "ms"));
                figures.Add(new Figure("– time to the answer, p50", Percentiles.At(load.Milliseconds, 50), "ms"));
                figures.Add(new Figure("– time to the answer, p99", Percentiles.At(load.Milliseconds, 99), "ms"));
            }
        }

        return figures;
    }

    private static ReadOnlyMemory<byte> Request(HostProcess host, int publisher) => HttpRequestBytes.Post(
        host.Address,
        Path,
        $$$"""
        {"jobName":"aggregate","data":{"publisherId":"pub-{{{publisher}}}","startDate":"2025-04-01","endDate":"2025-04-02","granularity":"day"},
        "options":{"priority":{{{publisher}}}}}
        """,
        host.Http.DefaultRequestHeaders.Authorization!.Parameter);
}
