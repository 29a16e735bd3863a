using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Benchmarks.Durable;

internal sealed class FanOutBenchmark : IBenchmark
{
    public string Name => "fanout";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var hub = await BenchmarkTaskHub.StartAsync();
        await MedianAsync(hub, 100, 20);
        return
        [
            new Figure("fan-out and fan-in of 100 activities, median", await MedianAsync(hub, 100, 50), "ms", Mark: "under 20"),
            new Figure("fan-out and fan-in of 1,000 activities, median", await MedianAsync(hub, 1_000, 10), "ms"),
            new Figure("fan-out and fan-in of 10,000 activities, median", await MedianAsync(hub, 10_000, 3), "ms", Mark: "under 2,000"),
        ];
    }

    private static async Task<double> MedianAsync(BenchmarkTaskHub hub, int activities, int repeats)
    {
        var times = new List<double>();
        for (var i = 0; i < repeats; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(BenchmarkFunctions.FanOut, activities);
            var end = await hub.Client.WaitForInstanceCompletionAsync(id);
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            if (end.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
            {
                throw new InvalidOperationException($"the fan-out ended as {end.RuntimeStatus}");
            }
        }

        return Percentiles.At(times, 50);
    }
}
