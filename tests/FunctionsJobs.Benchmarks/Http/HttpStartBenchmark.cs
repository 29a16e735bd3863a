using FunctionsJobs.Benchmarks.Host;

namespace FunctionsJobs.Benchmarks.Http;

/// <summary>A start call per orchestration over real connections, the started work running in the same host meanwhile.</summary>
internal sealed class HttpStartBenchmark : IBenchmark
{
    private const int Connections = 32;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan WrkDuration = TimeSpan.FromSeconds(4);

    public string Name => "httpstart";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var hub = await HttpHub.StartAsync();
        var api = $"/runtime/webhooks/durabletask/orchestrators/{HostFunctions.NoOp}?{hub.Query}";
        return
        [
            .. await MeasureAsync(hub, "management API", api),
            .. await MeasureAsync(hub, "an HTTP function with a durable client", "/start"),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(HttpHub hub, string by, string path)
    {
        ReadOnlyMemory<byte> request = HttpRequestBytes.Post(hub.Host.Address, path, "");
        await HttpLoad.RunAsync(hub.Host.Address, Connections, WarmUp, _ => request, expectedStatus: 202);
        var before = await hub.CountActivitiesAsync();
        var started = TimeProvider.System.GetTimestamp();
        var load = await HttpLoad.RunAsync(hub.Host.Address, Connections, Duration, _ => request, expectedStatus: 202);
        var worked = (await hub.CountActivitiesAsync() - before) / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var wrk = await Wrk.RunAsync($"http://{hub.Host.Address}{path}", "POST", Connections, WrkDuration);
        return
        [
            new Figure($"HTTP starts by {by}, {Connections} connections", load.PerSecond, "accepted/s", wrk, "by wrk", "at least 5,000"),
            new Figure("– their activities run meanwhile", worked, "activities/s"),
            new Figure("– time to the answer, p50", Percentiles.At(load.Milliseconds, 50), "ms"),
            new Figure("– time to the answer, p99", Percentiles.At(load.Milliseconds, 99), "ms", Mark: "under 20"),
        ];
    }
}
