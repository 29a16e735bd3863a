using FunctionsJobs.Benchmarks.Host;

namespace FunctionsJobs.Benchmarks.Http;

/// <summary>A hundred thousand orchestrations that wait: memory of the host, and its start after it was killed.</summary>
internal sealed class ManyPendingBenchmark : IBenchmark
{
    private const int Count = 100_000;

    public string Name => "pending";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var empty = new TemporaryFolder();
        var (idle, idleReady) = await HostProcess.StartBenchmarkHostAsync(empty);
        var idleMegabytes = Megabytes(idle);
        idle.Dispose();
        return
        [
            .. await MeasureAsync("that wait for an event or a durable timer", HostFunctions.Waiting, "", idleMegabytes, idleReady),
            .. await MeasureAsync("that are Pending until a time far off", HostFunctions.NoOp, "?startAt=2999-01-01T00:00:00Z", idleMegabytes, idleReady),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(string which, string orchestrator, string query, double idleMegabytes, TimeSpan idleReady)
    {
        using var data = new TemporaryFolder();
        double megabytes;
        var (first, _) = await HostProcess.StartBenchmarkHostAsync(data);
        using (first)
        {
            using var answer = await first.Http.PostAsync(new Uri($"/start-many/{orchestrator}/wait-/{Count}{query}", UriKind.Relative), null);
            answer.EnsureSuccessStatusCode();
            megabytes = Megabytes(first);
            first.Kill();
        }

        var (second, ready) = await HostProcess.StartBenchmarkHostAsync(data);
        using (second)
        {
            return
            [
                new Figure($"{Count:N0} orchestrations {which}: memory of the host after their start", megabytes, "MB", idleMegabytes, "idle", "under 250"),
                new Figure("– launch to the first answer after kill -9", ready.TotalMilliseconds, "ms", idleReady.TotalMilliseconds, "empty", "under 5,000"),
                new Figure("– memory of the host then", Megabytes(second), "MB", idleMegabytes, "idle", "under 250"),
            ];
        }
    }

    private static double Megabytes(HostProcess host) => host.ResidentBytes / 1_000_000d;
}
