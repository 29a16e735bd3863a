namespace FunctionsJobs.Benchmarks.Durable;

internal sealed class ChainBenchmark : IBenchmark
{
    private const int Count = 15_000;
    private const int Senders = 256;

    public string Name => "chain";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var hub = await BenchmarkTaskHub.StartAsync();
        await hub.RunManyAsync(BenchmarkFunctions.Chain, Count / 4, Senders);
        var perSecond = await hub.RunManyAsync(BenchmarkFunctions.Chain, Count, Senders);
        return [new Figure("orchestrations with a chain of 3 activities", perSecond, "orchestrations/s", Mark: "at least 3,000")];
    }
}
