namespace FunctionsJobs.Benchmarks.Durable;

/// <summary>Orchestrations with one activity each, submitted while they run, and from a queue that was filled before.</summary>
internal sealed class NoOpOrchestrationBenchmark : IBenchmark
{
    private const int Count = 40_000;
    private const int Senders = 256;

    public string Name => "noop";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var hub = await BenchmarkTaskHub.StartAsync();
        await hub.RunManyAsync(BenchmarkFunctions.NoOp, Count / 4, Senders);
        var perSecond = await hub.RunManyAsync(BenchmarkFunctions.NoOp, Count, Senders);
        return
        [
            new Figure(
                $"no-op orchestrations with one activity, submitted while they run ({Senders} senders)", perSecond, "orchestrations/s", Mark: "at least 7,000"),
            new Figure("the same from a filled queue", await RunFilledAsync(hub), "orchestrations/s", Mark: "at least 10,000"),
        ];
    }

    // Held activities fill the room for new ones, so that nearly all instances wait for their start.
    private static async Task<double> RunFilledAsync(BenchmarkTaskHub hub)
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Functions.Hold = hold.Task;
        var ends = (await hub.StartManyAsync(BenchmarkFunctions.NoOp, Count, Senders)).Select(id => hub.Client.WaitForInstanceCompletionAsync(id)).ToArray();
        var released = TimeProvider.System.GetTimestamp();
        hub.Functions.Hold = null;
        hold.SetResult();
        await Task.WhenAll(ends);
        return Count / TimeProvider.System.GetElapsedTime(released).TotalSeconds;
    }
}
