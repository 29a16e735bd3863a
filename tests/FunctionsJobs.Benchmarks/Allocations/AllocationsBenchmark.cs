using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace FunctionsJobs.Benchmarks.Allocations;

/// <summary>Bytes allocated on the hot paths, counted by BenchmarkDotNet.</summary>
internal sealed class AllocationsBenchmark : IBenchmark
{
    public string Name => "allocations";

    public Task<IReadOnlyList<Figure>> RunAsync()
    {
        // Only bytes are of interest, which need few rounds; in this process, as the others.
        var job = Job.Default
            .WithToolchain(InProcessNoEmitToolchain.Instance)
            .WithStrategy(RunStrategy.Monitoring)
            .WithWarmupCount(2)
            .WithIterationCount(3);
        using var artifacts = new TemporaryFolder();
        var config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(artifacts.Path);
        var summary = BenchmarkRunner.Run<HotPaths>(config);
        var figures = summary.Reports
            .Select(report => new Figure(
                $"allocated per {report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'')}",
                report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? throw new InvalidOperationException("no allocations were counted"),
                "bytes"))
            .ToList();
        return figures.Count > 0
            ? Task.FromResult<IReadOnlyList<Figure>>(figures)
            : throw new InvalidOperationException(string.Join(" ", summary.ValidationErrors.Select(error => error.Message)));
    }
}
