using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Postgres;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Postgres;

namespace FunctionsJobs.EndToEnd.Postgres;

/// <summary>
/// Jobs that several processes submit, admit and complete at once. Each process submits all of them, in an order of its own, and does whatever the
/// store's signals say, as it would for orchestrations. Every fifth job fails its first attempt, every seventh is cancelled while it runs.
/// </summary>
internal sealed class SharedJobs(PostgresJobDatabase database)
{
    public const int Count = 150;

    /// <summary>A queue with slots, and fewer per key.</summary>
    public const string Slots = "slots";

    /// <summary>A queue with a rate.</summary>
    public const string Rated = "rated";

    private const int Keys = 5;
    private static readonly TimeSpan ReviewInterval = TimeSpan.FromSeconds(1);
    private static readonly JobActor Operator = new("operator", null);

    private readonly SqlJobStore _store = new(database, TimeProvider.System, Catalogue);
    private readonly SqlQueueStore _queues = new(database, TimeProvider.System, Catalogue);
    private readonly SqlJobRecovery _recovery = new(database, TimeProvider.System, Catalogue);

    public static QueueLimits SlotLimits { get; } = new() { Concurrency = 6, KeyConcurrency = 2 };

    public static RateLimit Rate { get; } = new(20, TimeSpan.FromMilliseconds(500));

    public static QueueCatalogue Catalogue { get; } = new(
    [
        new(Slots, QueueCatalogue.Normal, SlotLimits),
        new(Rated, QueueCatalogue.Normal, new() { Rate = Rate }),
    ]);

    // What counts here is that it holds, not how fast a busy machine is.
    public static PostgresOptions Options { get; } = new()
    {
        StatementTimeout = TimeSpan.FromMinutes(2),
        LockTimeout = TimeSpan.FromMinutes(2),
        RetryTimeout = TimeSpan.FromMinutes(2),
    };

    public static NewJob Job(int i) => new()
    {
        Id = $"job-{i:000}",
        Queue = i % 3 == 0 ? Rated : Slots,
        Type = "t",
        Name = "t",
        Tenant = "pub-1",
        Arguments = "{}",
        Priority = i % 100,
        Policy = JobPolicy.Default,
        LimitKey = $"key-{i % Keys}",
    };

    /// <summary>Submits all jobs, and tells of those that were accepted.</summary>
    public async Task SubmitAllAsync(int seed, Action<string> accepted)
    {
        var order = Enumerable.Range(0, Count).ToArray();
        new Random(seed).Shuffle(order);
        foreach (var i in order)
        {
            if (await _store.SubmitAsync(Job(i), CancellationToken.None) is JobSubmission.Accepted)
            {
                accepted(Job(i).Id);
            }
        }
    }

    /// <summary>Does what the signals say, until the process is killed. Several may do the same at once.</summary>
    public async Task WorkAsync(int seed)
    {
        var random = new Random(seed);
        while (true)
        {
            foreach (var queue in await _recovery.ListQueuesWithWorkAsync(CancellationToken.None))
            {
                await _queues.AdmitAsync(queue, CancellationToken.None);
            }

            // Some of the signals, not always the same ones: the others are left for whoever works beside.
            var signals = (await _recovery.ListUnconfirmedAsync(TimeProvider.System.GetUtcNow().AddSeconds(1), 20, CancellationToken.None)).ToArray();
            random.Shuffle(signals);
            foreach (var signal in signals.Take(4))
            {
                await FollowAsync(signal.JobId);
                await _recovery.ConfirmAsync([signal], CancellationToken.None);
            }

            // What a killed process had confirmed and not finished; orchestrations would go on by themselves.
            foreach (var job in await _store.TakeForReviewAsync(TimeProvider.System.GetUtcNow() - ReviewInterval, 4, CancellationToken.None))
            {
                await FollowAsync(job.Id);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private async Task FollowAsync(string jobId)
    {
        var job = (await _store.FindAsync(jobId, CancellationToken.None))!;
        switch (job.State)
        {
            case JobState.Running when job.AttemptsMade == 1 && NumberOf(job) % 5 == 0:
                await _store.FailAttemptAsync(
                    job.Id, 1, JobFault.System("broken", "It broke."), TimeProvider.System.GetUtcNow(), CancellationToken.None);
                await _store.ResumeAsync(job.Id, 1, CancellationToken.None);
                break;
            case JobState.Retrying:
                // Whoever failed the attempt died before it could go on.
                await _store.ResumeAsync(job.Id, job.AttemptsMade, CancellationToken.None);
                break;
            case JobState.Running when NumberOf(job) % 7 == 0:
                await _store.CancelAsync(job.Id, JobFault.Cancelled("cancelled", "Somebody asked."), Operator, CancellationToken.None);
                await _store.StopAsync(job.Id, JobFault.Cancelled("cancelled", "It stopped."), CancellationToken.None);
                break;
            case JobState.Cancelling:
                await _store.StopAsync(job.Id, JobFault.Cancelled("cancelled", "It stopped."), CancellationToken.None);
                break;
            case JobState.Running:
                await _store.SucceedAsync(job.Id, "1", CancellationToken.None);
                break;
        }
    }

    private static int NumberOf(JobRecord job) => int.Parse(job.Id["job-".Length..]);
}
