using FunctionsJobs.Benchmarks;
using FunctionsJobs.Benchmarks.Allocations;
using FunctionsJobs.Benchmarks.Analytics;
using FunctionsJobs.Benchmarks.App;
using FunctionsJobs.Benchmarks.Durable;
using FunctionsJobs.Benchmarks.Exports;
using FunctionsJobs.Benchmarks.Host;
using FunctionsJobs.Benchmarks.Http;
using FunctionsJobs.Benchmarks.JobStore;

// dotnet run -c Release --project tests/FunctionsJobs.Benchmarks [-- <name>...]
if (args is [BenchmarkHost.Argument, .. var hostArguments])
{
    await BenchmarkHost.RunAsync(hostArguments);
    return 0;
}

IBenchmark[] all =
[
    new HostStartBenchmark(),
    new IngestBenchmark(),
    new PostgresIngestBenchmark(),
    new AggregationBenchmark(),
    new MonthBenchmark(),
    new ExportBenchmark(),
    new NoOpOrchestrationBenchmark(),
    new StartLatencyBenchmark(),
    new ChainBenchmark(),
    new FanOutBenchmark(),
    new ReplayBenchmark(),
    new AllocationsBenchmark(),
    new ManyFinishedBenchmark(),
    new HttpStartBenchmark(),
    new HttpStatusBenchmark(),
    new CrashBenchmark(),
    new JobStoreBenchmark(),
    new HttpSubmitBenchmark(),
    new SubmitLatencyBenchmark(),
    new JobIndexBenchmark(),
    new ManyPendingBenchmark(),
    new ManyJobsBenchmark(),
];

var unknown = args.Except(all.Select(benchmark => benchmark.Name)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"There is no benchmark {string.Join(", ", unknown)}. There are: {string.Join(", ", all.Select(b => b.Name))}.");
    return 1;
}

FigureTable.PrintHead(Console.Out);
foreach (var benchmark in all.Where(benchmark => args.Length == 0 || args.Contains(benchmark.Name)))
{
    foreach (var figure in await benchmark.RunAsync())
    {
        FigureTable.Print(Console.Out, figure);
    }
}

return 0;
