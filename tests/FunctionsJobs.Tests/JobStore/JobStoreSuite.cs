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
        await Store.OpenAsync(None);
    }

    public async Task DisposeAsync() => await TestDatabase.DisposeAsync();

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
