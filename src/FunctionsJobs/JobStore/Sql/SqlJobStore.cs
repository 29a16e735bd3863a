using FunctionsJobs.JobStore.Migrations;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The job store in SQL, for every database that has an <see cref="IJobDatabase"/>.</summary>
public sealed class SqlJobStore(IJobDatabase database, TimeProvider time) : IJobStore
{
    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellation) => JobStoreMigrations.RunAsync(database, time, cancellation);

    /// <inheritdoc/>
    public Task<JobSubmission> SubmitAsync(NewJob job, CancellationToken cancellation) =>
        database.WriteAsync(session => JobSubmissionSql.SubmitAsync(session, job, database.Dialect, Now()), cancellation);

    /// <inheritdoc/>
    public Task<JobRecord?> FindAsync(string jobId, CancellationToken cancellation) =>
        database.ReadAsync(session => JobRowSql.FindAsync(session, jobId), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobTimelineEntry>> ReadTimelineAsync(string jobId, CancellationToken cancellation) =>
        database.ReadAsync(session => JobTimelineSql.ReadAsync(session, jobId), cancellation);

    /// <inheritdoc/>
    public Task<JobTransition> FailAttemptAsync(
        string jobId, int attempt, JobFault fault, DateTimeOffset nextAttemptAt, CancellationToken cancellation) =>
        ChangeAsync(
            jobId,
            job => job.AttemptsMade == attempt,
            change => change.Apply(JobTrigger.AttemptFailed, fault.Code).WithError(fault).WithNextAttempt(nextAttemptAt),
            cancellation);

    /// <inheritdoc/>
    public Task<JobTransition> ResumeAsync(string jobId, int failedAttempt, CancellationToken cancellation) =>
        ChangeAsync(
            jobId,
            job => job.AttemptsMade == failedAttempt,
            change => JobAdmission.Admit(change.Apply(JobTrigger.BackoffElapsed)),
            cancellation);

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
    public Task ReportStepAsync(string jobId, string stepName, int total, string message, CancellationToken cancellation) =>
        database.WriteAsync(session => JobStepSql.ReportAsync(session, jobId, stepName, total, message, Now()), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobRecord>> TakeForReviewAsync(DateTimeOffset lookedAtBefore, int limit, CancellationToken cancellation) =>
        database.WriteAsync(
            session => JobRowSql.TakeForReviewAsync(session, lookedAtBefore.ToUnixTimeMilliseconds(), limit, Now()), cancellation);

    /// <inheritdoc/>
    public Task<JobStoreProbe> ProbeAsync(CancellationToken cancellation) =>
        database.ReadAsync(async session => new JobStoreProbe(await JobStoreMigrations.ReadVersionAsync(session)), cancellation);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Reads a job under its row lock, lets <paramref name="decide"/> change it, and writes what changed with its timeline.</summary>
    private Task<JobTransition> ChangeAsync(
        string jobId, Func<JobRecord, bool> isCurrent, Func<JobChange, JobChange> decide, CancellationToken cancellation) =>
        database.WriteAsync(
            async session =>
            {
                var job = await JobRowSql.FindForUpdateAsync(session, jobId, database.Dialect)
                    ?? throw new JobStoreException($"There is no job '{jobId}'.");
                if (!isCurrent(job))
                {
                    return new JobTransition(false, job.State);
                }

                var change = decide(new JobChange(job, DateTimeOffset.FromUnixTimeMilliseconds(Now())));
                await JobRowSql.WriteAsync(session, change);
                return new JobTransition(change.IsApplied, change.Job.State);
            },
            cancellation);
}
