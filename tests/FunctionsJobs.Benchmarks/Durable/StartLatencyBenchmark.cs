namespace FunctionsJobs.Benchmarks.Durable;

/// <summary>From the start call to the start of the first activity, one orchestration at a time.</summary>
internal sealed class StartLatencyBenchmark : IBenchmark
{
    private const int Count = 2_000;

    public string Name => "latency";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var hub = await BenchmarkTaskHub.StartAsync();
        var times = new List<double>();
        for (var i = 0; i < Count + 500; i++)
        {
            var activity = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            hub.Functions.OnActivity = _ => activity.TrySetResult(TimeProvider.System.GetTimestamp());
            var called = TimeProvider.System.GetTimestamp();
            var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(BenchmarkFunctions.NoOp);
            var began = await activity.Task;
            await hub.Client.WaitForInstanceCompletionAsync(id);
            if (i >= 500)
            {
                times.Add(TimeProvider.System.GetElapsedTime(called, began).TotalMilliseconds);
            }
        }

        return
        [
            new Figure("idle: start call to activity start, p50", Percentiles.At(times, 50), "ms", Mark: "under 1.5"),
            new Figure("idle: start call to activity start, p99", Percentiles.At(times, 99), "ms", Mark: "under 4"),
        ];
    }
}
