using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.Benchmarks.JobStore;

/// <summary>Pages and counts over a million job rows, on SQLite and, where a server is named, on PostgreSQL.</summary>
internal sealed class JobIndexBenchmark : IBenchmark
{
    private const int Jobs = 1_000_000;
    private const int Reads = 200;

    public string Name => "job-index";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var figures = new List<Figure>();
        await foreach (var (name, database) in BenchmarkDatabases.OpenAsync())
        {
            await new SqlJobStore(database, TimeProvider.System).OpenAsync(CancellationToken.None);
            await FillAsync(database);
            var index = new SqlJobIndex(database, TimeProvider.System);
            foreach (var (what, filter) in Filters)
            {
                var first = (await index.ListAsync(filter, null, 50, CancellationToken.None))!;
                figures.Add(await MeasureAsync($"{name}: first page of 50, {what}", () => index.ListAsync(filter, null, 50, CancellationToken.None)));
                if (first.Cursor is { } cursor)
                {
                    figures.Add(await MeasureAsync($"{name}: a later page of 50, {what}", () => index.ListAsync(filter, cursor, 50, CancellationToken.None)));
                }
            }

            figures.Add(await MeasureAsync($"{name}: counts of all queues and states", () => index.CountAsync(TenantScope.All, null, CancellationToken.None)));
            figures.Add(await MeasureAsync(
                $"{name}: counts of one tenant", () => index.CountAsync(TenantScope.Only("pub-77"), null, CancellationToken.None)));
        }

        return figures;
    }

    private static IEnumerable<(string What, JobFilter Filter)> Filters
    {
        get
        {
            var all = new JobFilter { Tenants = TenantScope.All };
            var own = new JobFilter { Tenants = TenantScope.Only("pub-77") };
            yield return ("all jobs", all);
            yield return ("one rare state", all with { States = [JobState.Running] });
            yield return ("a queue", all with { Queue = "q3" });
            yield return ("a queue's failed jobs of a type", all with { Queue = "q3", Type = "t1", States = [JobState.Failed] });
            yield return ("one tenant", own);
            yield return ("one tenant's failed jobs", own with { States = [JobState.Failed] });
            yield return ("one tenant's jobs of a queue and type", own with { Queue = "q7", Type = "t2" });
            yield return ("a tag", all with { Tag = "nightly" });
            yield return ("a tag and a rare state", all with { Tag = "nightly", States = [JobState.Running] });
        }
    }

    private static async Task<Figure> MeasureAsync(string what, Func<Task> read)
    {
        var times = new List<double>(Reads);
        for (var i = 0; i < Reads; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await read();
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }

        return new Figure($"{what}, p95 of {Reads}", Percentiles.At(times, 95), "ms");
    }

    /// <summary>Rows as jobs would leave them: 11 queues, 100 tenants, nearly all completed, one in ten tagged.</summary>
    private static async Task FillAsync(IJobDatabase database)
    {
        string[] statements =
        [
            """
            INSERT INTO jobs (id, queue, type, name, tenant, arguments, state, priority, attempts_max, attempts_made, backoff_type, backoff_ms,
                progress_step, progress_total, created_at, started_at, finished_at, reviewed_at)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @jobs)
            SELECT '0198c0de00000000' || (1000000000000000 + i), 'q' || (i % 11), 't' || (i % 3), 't', 'pub-' || (i % 101),
                '{"publisherId":"pub","startDate":"2026-01-01","endDate":"2026-01-04","granularity":"day"}',
                CASE WHEN i % 1009 = 0 THEN 'failed' WHEN i % 100003 = 0 THEN 'running' ELSE 'completed' END,
                50, 3, 1, 'fixed', 1000, 3, 3, 1767225600000 + i * 5, 1767225600000 + i * 5, 1767225600000 + i * 5, 0
            FROM n
            """,
            "INSERT INTO job_tags (job_id, tag, tenant, created_at) SELECT id, 'nightly', tenant, created_at FROM jobs WHERE created_at % 50 = 0",
            "INSERT INTO job_counts (scope, queue, state, jobs) SELECT '', queue, state, COUNT(*) FROM jobs GROUP BY queue, state",
            "INSERT INTO job_counts (scope, queue, state, jobs) SELECT '=' || tenant, queue, state, COUNT(*) FROM jobs GROUP BY tenant, queue, state",
            "ANALYZE jobs",
            "ANALYZE job_tags",
        ];
        foreach (var statement in statements)
        {
            await database.WriteAsync(session => session.ExecuteAsync(statement, new { jobs = Jobs }), CancellationToken.None);
        }
    }
}
