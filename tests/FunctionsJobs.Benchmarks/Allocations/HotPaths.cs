using BenchmarkDotNet.Attributes;
using FunctionsJobs.Benchmarks.Durable;

namespace FunctionsJobs.Benchmarks.Allocations;

/// <summary>The paths whose allocations are counted, on all threads, per orchestration or call.</summary>
[MemoryDiagnoser]
public class HotPaths
{
    private const int Orchestrations = 5_000;
    private const int Calls = 5_000;
    private const int Senders = 256;

    private BenchmarkTaskHub? _hub;
    private string _ended = "";

    [GlobalSetup]
    public async Task StartAsync()
    {
        _hub = await BenchmarkTaskHub.StartAsync();
        _ended = (await _hub.StartManyAsync(BenchmarkFunctions.NoOp, 1, 1))[0];
        await _hub.Client.WaitForInstanceCompletionAsync(_ended);
    }

    [GlobalCleanup]
    public async Task StopAsync() => await _hub!.DisposeAsync();

    [Benchmark(Description = "orchestration with one activity, start to end", OperationsPerInvoke = Orchestrations)]
    public Task<double> OneActivity() => _hub!.RunManyAsync(BenchmarkFunctions.NoOp, Orchestrations, Senders);

    [Benchmark(Description = "orchestration with a chain of 3 activities, start to end", OperationsPerInvoke = Orchestrations)]
    public Task<double> Chain() => _hub!.RunManyAsync(BenchmarkFunctions.Chain, Orchestrations, Senders);

    [Benchmark(Description = "status of an instance that has ended, by the client", OperationsPerInvoke = Calls)]
    public async Task Status()
    {
        for (var i = 0; i < Calls; i++)
        {
            await _hub!.Client.GetInstanceAsync(_ended, getInputsAndOutputs: true);
        }
    }
}
