using FunctionsJobs.Benchmarks.Host;

namespace FunctionsJobs.Benchmarks.App;

internal sealed class HostStartBenchmark : IBenchmark
{
    private const int Starts = 7;

    public string Name => "start";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            var (host, ready) = await HostProcess.StartAppAsync();
            host.Dispose();
            times.Add(ready.TotalMilliseconds);
        }

        return [new Figure("program start to the first request answered, empty data folder, median", Percentiles.At(times, 50), "ms")];
    }
}
