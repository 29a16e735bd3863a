using FunctionsJobs.Benchmarks.Host;

namespace FunctionsJobs.Benchmarks.Http;

/// <summary>Status calls over real connections, for instances that have ended and for instances that wait.</summary>
internal sealed class HttpStatusBenchmark : IBenchmark
{
    private const int Connections = 32;
    private const int Instances = 2_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WrkDuration = TimeSpan.FromSeconds(4);

    public string Name => "httpstatus";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var hub = await HttpHub.StartAsync();
        await hub.StartManyAsync(HostFunctions.NoOp, "ended-", Instances);
        await hub.StartManyAsync(HostFunctions.Waiting, "waiting-", Instances);
        await hub.WaitForActivitiesAsync(Instances);
        return
        [
            .. await MeasureAsync(hub, "ended", "ended-", 200),
            .. await MeasureAsync(hub, "not ended", "waiting-", 202),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(HttpHub hub, string state, string prefix, int status)
    {
        var requests = Enumerable.Range(0, Instances)
            .Select(i => (ReadOnlyMemory<byte>)HttpRequestBytes.Get(hub.Host.Address, hub.StatusPath($"{prefix}{i}")))
            .ToArray();
        await HttpLoad.RunAsync(hub.Host.Address, Connections, WarmUp, i => requests[i % Instances], status);
        var load = await HttpLoad.RunAsync(hub.Host.Address, Connections, Duration, i => requests[i % Instances], status);
        var wrk = await Wrk.RunAsync($"http://{hub.Host.Address}{hub.StatusPath($"{prefix}0")}", "GET", Connections, WrkDuration);
        return
        [
            new Figure($"HTTP status of {Instances:N0} instances that have {state}, {Connections} connections",
                load.PerSecond, "answers/s", wrk, "by wrk for one", "at least 25,000"),
            new Figure("– time to the answer, p99", Percentiles.At(load.Milliseconds, 99), "ms"),
        ];
    }
}
