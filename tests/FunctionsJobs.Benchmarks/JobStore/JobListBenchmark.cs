using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.Benchmarks.JobStore;

/// <summary>Lists and counts of a store that holds a million jobs.</summary>
internal sealed class JobListBenchmark : IBenchmark
{
    private const int Jobs = 1_000_000;
    private const int Page = 50;
    private const int Rounds = 60;

    // Two in a thousand failed, one waits, the others are completed; 11 queues, 100 tenants.
    private static readonly string Fill =
        $"""
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Jobs})
        INSERT INTO jobs (id, queue, type, name, tenant, arguments, state, priority, attempts_max, attempts_made, backoff_type, backoff_ms,
            progress_step, progress_total, created_at, finished_at, reviewed_at)
        SELECT 'job-' || i, 'queue-' || (i % 11), 'aggregate', 'aggregate', 'pub-' || (i % 100), '{"{}"}',
            CASE i % 1000 WHEN 0 THEN 'failed' WHEN 1 THEN 'failed' WHEN 2 THEN 'blocked' ELSE 'completed' END,
            50, 3, 1, 'exponential', 2000, 0, 0, 1767225600000 + i * CAST(1000 AS BIGINT),
            CASE i % 1000 WHEN 2 THEN NULL ELSE 1767225600000 + i * CAST(1000 AS BIGINT) + 500 END, 0
        FROM n
        """;

    public string Name => "job-lists";

    public Task<IReadOnlyList<Figure>> RunAsync() => JobDatabases.CompareAsync(async database =>
    {
        await new SqlJobStore(database, TimeProvider.System).OpenAsync(CancellationToken.None);
        await database.WriteAsync(session => session.ExecuteAsync(Fill, new { }), CancellationToken.None);
        await database.WriteAsync(session => session.ExecuteAsync("ANALYZE", new { }), CancellationToken.None);
        var queues = new SqlQueueStore(database, TimeProvider.System, QueueCatalogue.Unlimited);
        for (var queue = 0; queue < 11; queue++)
        {
            await queues.RecountAsync($"queue-{queue}", JobActor.Reconciler, CancellationToken.None);
        }

        var index = new SqlJobIndex(database, TimeProvider.System);
        return
        [
            await ListAsync(index, "first page of all jobs", _ => new JobFilter { Tenants = TenantScope.All }),
            await ListAsync(index, "first page of a tenant's failed jobs", i => new JobFilter { Tenants = TenantScope.Only($"pub-{i % 2}"), States = [JobState.Failed] }),
            await ListAsync(index, "first page of a queue's blocked jobs", i => new JobFilter { Tenants = TenantScope.All, Queue = $"queue-{i % 11}", States = [JobState.Blocked] }),
            await MedianAsync("counts of all queues and states", _ => index.CountAsync(TenantScope.All, null, CancellationToken.None)),
            await MedianAsync("counts of a tenant", i => index.CountAsync(TenantScope.Only($"pub-{i}"), null, CancellationToken.None)),
        ];
    });

    private static Task<Figure> ListAsync(SqlJobIndex index, string what, Func<int, JobFilter> filter) =>
        MedianAsync($"{what}, {Page} a page", i => index.ListAsync(filter(i), null, Page, CancellationToken.None));

    private static async Task<Figure> MedianAsync(string what, Func<int, Task> ask)
    {
        var times = new List<double>(Rounds);
        for (var i = 0; i < Rounds; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await ask(i);
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return new Figure($"{Jobs:N0} jobs: {what}, median", times[times.Count / 2], "ms");
    }
}
