namespace FunctionsJobs.Benchmarks.Http;

/// <summary>What a load came to.</summary>
/// <param name="PerSecond">Answers per second.</param>
/// <param name="Milliseconds">Time from each request to its answer.</param>
internal sealed record LoadResult(double PerSecond, IReadOnlyCollection<double> Milliseconds);
