using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Recovery;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Base of the suites that every job store passes, whatever its database; an open store whose clock stands still.</summary>
public abstract class JobStoreSuite(Func<Task<TestJobDatabase>> create) : IAsyncLifetime
{
    protected const string Queue = "q";

    protected static readonly CancellationToken None = CancellationToken.None;
    protected static readonly JobActor Ada = new("ada", "10.0.0.1");
    protected static readonly JobFault Broken = JobFault.System("broken", "It broke.");
    protected static readonly JobFault Asked = JobFault.Cancelled("cancelled", "Somebody asked.");

    private protected ManualTime Time { get; } = new();

    protected TestJobDatabase TestDatabase { get; private set; } = null!;

    protected IJobDatabase Database { get; private set; } = null!;

    protected SqlJobStore Store { get; private set; } = null!;

    protected SqlQueueStore Queues { get; private set; } = null!;

    protected SqlJobIndex Index { get; private set; } = null!;

    protected SqlJobRecovery Recovery { get; private set; } = null!;

    protected SqlJobRetention Retention { get; private set; } = null!;

    protected SqlJobAudit Audit { get; private set; } = null!;

    /// <summary>The default limits of the queues.</summary>
    protected virtual QueueCatalogue Catalogue => QueueCatalogue.Unlimited;

    public async Task InitializeAsync()
    {
        TestDatabase = await create();
        Database = TestDatabase.Open();
        Use(Catalogue);
        await PrepareAsync();
    }

    public async Task DisposeAsync() => await TestDatabase.DisposeAsync();

    /// <summary>Makes the empty database what the test begins with.</summary>
    protected virtual Task PrepareAsync() => Store.OpenAsync(None);

    /// <summary>Goes on as a program with other default limits.</summary>
    protected void Use(QueueCatalogue catalogue)
    {
        Store = new SqlJobStore(Database, Time, catalogue);
        Queues = new SqlQueueStore(Database, Time, catalogue);
        Index = new SqlJobIndex(Database, Time);
        Recovery = new SqlJobRecovery(Database, Time, catalogue);
        Retention = new SqlJobRetention(Database, Time, catalogue);
        Audit = new SqlJobAudit(Database, Time);
    }

    /// <summary>A queue named <see cref="Queue"/> with these limits.</summary>
    protected static QueueCatalogue With(QueueLimits limits) => new([new QueueDefinition(Queue, QueueCatalogue.Normal, limits)]);

    protected static NewJob Job(string id, int priority = 50, string? tenant = "pub-1") => new()
    {
        Id = id,
        Queue = Queue,
        Type = "t",
        Name = "t",
        Tenant = tenant,
        Arguments = $$"""{"job":"{{id}}"}""",
        Priority = priority,
        Policy = JobPolicy.Default,
    };

    protected async Task<JobSubmission.Accepted> AcceptAsync(NewJob job) =>
        Assert.IsType<JobSubmission.Accepted>(await Store.SubmitAsync(job, None));

    /// <summary>Accepts jobs, one after the other, and answers their states.</summary>
    protected async Task<IReadOnlyList<string>> AcceptAllAsync(params NewJob[] jobs)
    {
        var states = new List<string>();
        foreach (var job in jobs)
        {
            states.Add((await AcceptAsync(job)).Job.State.ToName());
        }

        return states;
    }

    /// <summary>Submits jobs, a few at a time.</summary>
    protected Task SubmitAllAsync(IEnumerable<NewJob> jobs) => Parallel.ForEachAsync(
        jobs, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (job, cancellation) => await AcceptAsync(job));

    /// <summary>
    /// Writes rows as if jobs had been submitted and had gone on: <c>job-1</c> and so on, one per millisecond, of all states and of several tenants
    /// (<c>pub-0</c> …), queues (<c>q0</c> …) and types (<c>t0</c> …), each tagged <c>all</c>. Counters do not know of them.
    /// </summary>
    protected async Task FillRowsAsync(int count)
    {
        await Database.WriteAsync(
            async session => await session.ExecuteAsync(
                    """
                    INSERT INTO jobs (id, queue, type, name, tenant, arguments, state, priority, attempts_max, attempts_made, backoff_type, backoff_ms,
                        progress_step, progress_total, created_at, finished_at, reviewed_at)
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @count)
                    SELECT 'job-' || i, 'q' || (i % 4), 't' || (i % 5), 't', 'pub-' || (i % 7), '{}',
                        CASE i % 9 WHEN 0 THEN 'scheduled' WHEN 1 THEN 'blocked' WHEN 2 THEN 'queued' WHEN 3 THEN 'running' WHEN 4 THEN 'retrying'
                            WHEN 5 THEN 'cancelling' WHEN 6 THEN 'completed' WHEN 7 THEN 'failed' ELSE 'cancelled' END,
                        50, 3, 0, 'fixed', 1000, 0, 0, @now + i, @now + i, 0
                    FROM n
                    """,
                    new { count, now = Time.Now.ToUnixTimeMilliseconds() })
                + await session.ExecuteAsync("INSERT INTO job_tags (job_id, tag, tenant, created_at) SELECT id, 'all', tenant, created_at FROM jobs", new { }),
            None);
        await Database.WriteAsync(session => session.ExecuteAsync("ANALYZE jobs", new { }), None);
        await Database.WriteAsync(session => session.ExecuteAsync("ANALYZE job_tags", new { }), None);
    }

    protected async Task<JobRecord> FindAsync(string id) => (await Store.FindAsync(id, None))!;

    protected async Task<string> StateAsync(string id) => (await FindAsync(id)).State.ToName();

    protected Task<JobTransition> SucceedAsync(string id) => Store.SucceedAsync(id, "1", None);

    protected Task<JobTransition> FailAsync(string id) => Store.FailAsync(id, Broken, None);

    protected Task<JobTransition> CancelAsync(string id) => Store.CancelAsync(id, Asked, Ada, None);

    protected static string[] Told(IEnumerable<JobSignal> signals) =>
        [.. signals.Select(signal => $"{signal.JobId} {signal.Kind.ToName()} {signal.Attempt}")];

    /// <summary>The queue's counters agree with its rows.</summary>
    protected async Task AssertSoundAsync(string queue = Queue) => Assert.Equal(0, (await Queues.RecountAsync(queue, Ada, None)).Corrections);
}
