using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Benchmarks.JobStore;

/// <summary>Jobs through the store alone: accepted, admitted within limits, completed; every call its own durable transaction.</summary>
internal sealed class JobStoreBenchmark : IBenchmark
{
    private const int WarmUp = 4000;
    private const int Jobs = 12_000;
    private const int Callers = 64;

    public string Name => "job-store";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var figures = new List<Figure>();
        await foreach (var (name, database) in BenchmarkDatabases.OpenAsync())
        {
            var store = new SqlJobStore(database, TimeProvider.System, QueueCatalogue.Unlimited);
            await store.OpenAsync(CancellationToken.None);
            await RunAsync(0, WarmUp, i => store.SubmitAsync(Job(i), CancellationToken.None));
            await RunAsync(0, WarmUp, i => store.SucceedAsync($"job-{i}", "1", CancellationToken.None));
            figures.Add(await MeasureAsync($"{name}: jobs accepted and admitted, {Callers} callers, 5 queues", i => store.SubmitAsync(Job(i), CancellationToken.None)));
            figures.Add(await MeasureAsync($"{name}: jobs completed, {Callers} callers, 5 queues", i => store.SucceedAsync($"job-{i}", "1", CancellationToken.None)));
        }

        return figures;
    }

    private static NewJob Job(int number) => new()
    {
        Id = $"job-{number}",
        Queue = $"queue-{number % 5}",
        Type = "t",
        Name = "t",
        Tenant = $"pub-{number % 20}",
        Arguments = """{"publisherId":"pub-1","startDate":"2026-01-01","endDate":"2026-01-04","granularity":"day"}""",
        Priority = number % 101,
        Policy = JobPolicy.Default,
        LimitKey = $"pub-{number % 20}",
    };

    private static async Task<Figure> MeasureAsync(string what, Func<int, Task> call)
    {
        var started = TimeProvider.System.GetTimestamp();
        await RunAsync(WarmUp, Jobs, call);
        return new Figure(what, Jobs / TimeProvider.System.GetElapsedTime(started).TotalSeconds, "jobs/s");
    }

    private static Task RunAsync(int first, int count, Func<int, Task> call) => Parallel.ForEachAsync(
        Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, _) => await call(i));
}
