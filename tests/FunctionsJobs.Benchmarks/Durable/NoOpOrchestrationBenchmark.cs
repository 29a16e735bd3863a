namespace FunctionsJobs.Benchmarks.Durable;

/// <summary>Orchestrations with one activity each, submitted while they run.</summary>
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
        return [new Figure($"no-op orchestrations with one activity, submitted while they run ({Senders} senders)", perSecond, "orchestrations/s")];
    }
}
