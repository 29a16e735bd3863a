using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Benchmarks.JobStore;

/// <summary>Jobs accepted and admitted by the store alone, each durable when its call returns.</summary>
internal sealed class JobSubmissionBenchmark : IBenchmark
{
    private const int Jobs = 6_000;
    private const int Submitters = 64;
    private const int Queues = 11;

    public string Name => "job-submissions";

    public Task<IReadOnlyList<Figure>> RunAsync() => JobDatabases.CompareAsync(async database =>
    {
        var store = new SqlJobStore(database, TimeProvider.System);
        await store.OpenAsync(CancellationToken.None);
        await SubmitAsync(store, "warm", Jobs / 10);
        return [new Figure($"jobs submitted to {Queues} queues, {Submitters} at once", await SubmitAsync(store, "job", Jobs), "jobs/s")];
    });

    private static async Task<double> SubmitAsync(SqlJobStore store, string prefix, int count)
    {
        var next = -1;
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Submitters).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
            {
                if (await store.SubmitAsync(Job(prefix, i), CancellationToken.None) is not JobSubmission.Accepted)
                {
                    throw new InvalidOperationException($"{prefix}-{i} was not accepted");
                }
            }
        })));
        return count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static NewJob Job(string prefix, int i) => new()
    {
        Id = $"{prefix}-{i}",
        Queue = $"queue-{i % Queues}",
        Type = "aggregate",
        Name = "aggregate",
        Tenant = $"pub-{i % 100}",
        Arguments = """{"publisherId":"pub-1","startDate":"2026-01-01","endDate":"2026-01-31","granularity":"day"}""",
        Priority = 50,
        Policy = JobPolicy.Default,
    };
}
