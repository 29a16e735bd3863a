using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Migrations;
using FunctionsJobs.JobStore.Recovery;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The job store in SQL, for every database that has an <see cref="IJobDatabase"/>.</summary>
public sealed class SqlJobStore : IJobStore
{
    private const int MaxPolled = 500;

    private readonly JobStoreContext _store;

    /// <summary>Uses a database.</summary>
    /// <param name="database">The tables.</param>
    /// <param name="time">The clock.</param>
    /// <param name="queues">The default limits of the queues; null for none.</param>
    public SqlJobStore(IJobDatabase database, TimeProvider time, QueueCatalogue? queues = null) =>
        _store = new JobStoreContext(database, queues ?? QueueCatalogue.Unlimited, time);

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellation) => JobStoreMigrations.RunAsync(_store.Database, _store.Time, cancellation);

    /// <inheritdoc/>
    public async Task<JobSubmission> SubmitAsync(NewJob job, CancellationToken cancellation)
    {
        var (submission, signals, _) = await JobFollowUp.WriteAsync(_store, work => JobSubmissionSql.SubmitAsync(work, job), cancellation);
        return submission is JobSubmission.Accepted accepted && signals.Count > accepted.Signals.Count
            ? accepted with { Signals = signals }
            : submission;
    }

    /// <inheritdoc/>
    public Task<JobRecord?> FindAsync(string jobId, CancellationToken cancellation) =>
        _store.Database.ReadAsync(session => JobRowSql.FindAsync(session, jobId), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobTimelineEntry>> ReadTimelineAsync(string jobId, CancellationToken cancellation) =>
        _store.Database.ReadAsync(session => JobTimelineSql.ReadAsync(session, jobId), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReadDependenciesAsync(string jobId, CancellationToken cancellation) =>
        _store.Database.ReadAsync(session => JobDependencySql.ListAsync(session, jobId), cancellation);

    /// <inheritdoc/>
    public Task<JobTransition> FailAttemptAsync(
        string jobId, int attempt, JobFault fault, DateTimeOffset nextAttemptAt, CancellationToken cancellation) =>
        ChangeAsync(
            jobId,
            job => job.AttemptsMade == attempt,
            change => change.Apply(JobTrigger.AttemptFailed, fault.Code).WithError(fault).WithNextAttempt(nextAttemptAt),
            cancellation);

    /// <inheritdoc/>
    public async Task<JobTransition> ResumeAsync(string jobId, int failedAttempt, CancellationToken cancellation)
    {
        var (result, signals, waiting) = await JobFollowUp.WriteAsync(
            _store,
            async work =>
            {
                var job = await LockAsync(work, jobId, []);
                var change = new JobChange(job, work.Now);
                if (job.AttemptsMade == failedAttempt && change.Apply(JobTrigger.BackoffElapsed).IsApplied)
                {
                    await AdmitAsync(work, change);
                }

                return (change.IsApplied, work.Signals.Any(signal => signal.JobId == jobId) ? JobState.Running : change.Job.State);
            },
            cancellation);
        return new JobTransition(result.IsApplied, result.Item2) { Signals = signals, QueuesWaitingForTime = waiting };
    }

    /// <inheritdoc/>
    public Task<JobTransition> SucceedAsync(string jobId, string resultJson, CancellationToken cancellation) =>
        ChangeAsync(jobId, _ => true, change => change.Apply(JobTrigger.Succeeded).WithResult(resultJson), cancellation);

    /// <inheritdoc/>
    public Task<JobTransition> FailAsync(string jobId, JobFault fault, CancellationToken cancellation) =>
        ChangeAsync(jobId, _ => true, change => change.Apply(JobTrigger.Failed, fault.Code).WithError(fault), cancellation);

    /// <inheritdoc/>
    public Task<JobTransition> StopAsync(string jobId, JobFault reason, CancellationToken cancellation) =>
        ChangeAsync(jobId, _ => true, change => change.Apply(JobTrigger.Stopped, reason.Code).WithError(reason), cancellation);

    /// <inheritdoc/>
    public Task<JobTransition> CancelAsync(string jobId, JobFault reason, JobActor actor, CancellationToken cancellation) =>
        ChangeAsync(
            jobId,
            _ => true,
            change => change.Apply(JobTrigger.CancelRequested, reason.Code).WithError(reason),
            cancellation,
            async (work, change) =>
            {
                var kind = change.Job.State == JobState.Cancelling ? JobSignalKind.CancelRequested : JobSignalKind.Ended;
                await work.TellAsync(change.Job, kind);
                await work.AuditAsync(actor, JobActionNames.Cancel, null, change.Job, change.Job.State.ToName());
            });

    /// <inheritdoc/>
    public async Task<JobTransition> RetryAsync(string jobId, JobActor actor, CancellationToken cancellation)
    {
        var (result, signals, waiting) = await JobFollowUp.WriteAsync(
            _store,
            async work =>
            {
                var change = await JobRerun.WriteAsync(work, await LockAsync(work, jobId, await JobRerun.QueuesAsync(work.Session, jobId)), actor);
                if (change.IsApplied)
                {
                    await JobRerun.HoldParentAsync(work, change.Job);
                    await JobAdmission.FillAsync(work);
                }

                return (change.IsApplied, change.Job.State);
            },
            cancellation);
        return new JobTransition(result.IsApplied, result.State) { Signals = signals, QueuesWaitingForTime = waiting };
    }

    /// <inheritdoc/>
    public async Task<ChildrenSubmission?> SubmitChildrenAsync(
        string parentId, int attempt, int total, IReadOnlyList<NewJob> children, CancellationToken cancellation)
    {
        var (accepted, signals, waiting) = await JobFollowUp.WriteAsync(
            _store, work => JobChildSubmission.SubmitAsync(work, parentId, attempt, total, children), cancellation);
        return accepted is null ? null : new ChildrenSubmission { Accepted = accepted, Signals = signals, QueuesWaitingForTime = waiting };
    }

    /// <inheritdoc/>
    public async Task<JobTransition> AwaitChildrenAsync(string jobId, int attempt, CancellationToken cancellation)
    {
        var (result, signals, waiting) = await JobFollowUp.WriteAsync(
            _store,
            async work =>
            {
                var job = await LockAsync(work, jobId, []);
                var change = new JobChange(job, work.Now);
                if (job.AttemptsMade == attempt
                    && await JobDependencySql.CountChildrenAsync(work.Session, jobId) is > 0 and var left
                    && change.Apply(JobTrigger.ChildrenAwaited).IsApplied)
                {
                    await work.WriteAsync(change.WithDependenciesLeft(left));
                    await JobAdmission.FillAsync(work);
                }

                // A repeat may come when the wait is over: it was for the attempt that asked, whatever has followed.
                var waited = job.State == JobState.Queued || (job.State == JobState.Running && job.AttemptsMade > attempt);
                return (change.IsApplied, State: waited ? JobState.Blocked : change.Job.State);
            },
            cancellation);
        return new JobTransition(result.IsApplied, result.State) { Signals = signals, QueuesWaitingForTime = waiting };
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobRecord>> ListChildrenAsync(string parentId, string? afterId, int limit, CancellationToken cancellation) =>
        _store.Database.ReadAsync(session => JobChildSql.ListAsync(session, parentId, afterId ?? "", limit), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<JobState, long>> CountChildrenAsync(string parentId, CancellationToken cancellation) =>
        _store.Database.ReadAsync(session => JobChildSql.CountAsync(session, parentId), cancellation);

    /// <inheritdoc/>
    public Task ReportStepAsync(string jobId, string stepName, int total, string message, CancellationToken cancellation) =>
        _store.Database.WriteAsync(session => JobStepSql.ReportAsync(session, jobId, stepName, total, message, Now(), _store.Dialect), cancellation);

    /// <inheritdoc/>
    public Task<bool> ReportProgressAsync(string jobId, int attempt, JobProgress progress, CancellationToken cancellation) =>
        _store.Database.WriteAsync(session => JobStepSql.ReportAsync(session, jobId, attempt, progress, Now()), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobStanding>> ReadStandingsAsync(IReadOnlyCollection<string> jobIds, CancellationToken cancellation) =>
        jobIds.Count == 0
            ? Task.FromResult<IReadOnlyList<JobStanding>>([])
            : _store.Database.ReadAsync<IReadOnlyList<JobStanding>>(
                async session =>
                {
                    var standings = new List<JobStanding>(jobIds.Count);
                    foreach (var ids in jobIds.Chunk(MaxPolled))
                    {
                        standings.AddRange(await JobStandingSql.ListAsync(session, ids, _store.Dialect));
                    }

                    return standings;
                },
                cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobRecord>> TakeForReviewAsync(DateTimeOffset lookedAtBefore, int limit, CancellationToken cancellation) =>
        _store.Database.WriteAsync(
            session => JobRowSql.TakeForReviewAsync(session, lookedAtBefore.ToUnixTimeMilliseconds(), limit, Now(), _store.Dialect), cancellation);

    /// <inheritdoc/>
    public Task<JobStoreProbe> ProbeAsync(CancellationToken cancellation) =>
        _store.Database.ReadAsync(async session => new JobStoreProbe(await JobStoreMigrations.ReadVersionAsync(session)), cancellation);

    private long Now() => _store.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Lets <paramref name="decide"/> change a job under its locks, writes what changed, and fills the slot that this has freed.</summary>
    private async Task<JobTransition> ChangeAsync(
        string jobId,
        Func<JobRecord, bool> isCurrent,
        Func<JobChange, JobChange> decide,
        CancellationToken cancellation,
        Func<JobWork, JobChange, Task>? applied = null)
    {
        var (result, signals, waiting) = await JobFollowUp.WriteAsync(
            _store,
            async work =>
            {
                var job = await LockAsync(work, jobId, []);
                var change = new JobChange(job, work.Now);
                if (isCurrent(job) && decide(change).IsApplied)
                {
                    await work.WriteAsync(change);
                    await (applied?.Invoke(work, change) ?? Task.CompletedTask);
                    await JobAdmission.FillAsync(work);
                }

                return (change.IsApplied, change.Job.State);
            },
            cancellation);
        return new JobTransition(result.IsApplied, result.State) { Signals = signals, QueuesWaitingForTime = waiting };
    }

    /// <summary>Admits a job that has just become ready, or places it in its queue.</summary>
    private static async Task AdmitAsync(JobWork work, JobChange change)
    {
        if (await JobAdmission.MayRunAtOnceAsync(work, change.Job, work.NextPlace(change.Job)))
        {
            change.Apply(JobTrigger.Admitted);
        }

        await work.WriteAsync(change);
        await JobAdmission.FillAsync(work);
    }

    private static async Task<JobRecord> LockAsync(JobWork work, string jobId, IReadOnlyList<string> besides)
    {
        var queue = await JobRowSql.FindQueueAsync(work.Session, jobId) ?? throw new JobStoreException($"There is no job '{jobId}'.");
        await work.LockAsync([queue, .. besides, .. await JobDependents.QueuesAsync(work.Session, jobId)]);
        return await work.GetJobAsync(jobId);
    }
}
