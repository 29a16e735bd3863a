using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.JobStore;

/// <summary>
/// The control plane: which jobs there are, and where each is in its life. Orchestrations do the work; what is true about a job is said here.
/// </summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>One call that writes is one transaction, durable when its task completes. After a fault or a cancellation either all of it is there or none.</item>
/// <item>A job is accepted when its row is committed, which is before its orchestration is started. From then on it exists until retention removes it.</item>
/// <item>A job id exists once. An idempotency key exists once per scope, belongs to the request it came with, and lives as long as its job.</item>
/// <item>A state changes only as <see cref="JobTransitions.Next"/> says, seen and written under the job's row lock. What the function refuses is not
/// written; the answer tells the state as it is. So every call may be repeated, by at-least-once callers, at any time.</item>
/// <item>Every change of state appends one timeline row in the same transaction. Timeline rows are never changed.</item>
/// <item>An attempt is begun once: its number goes up by one when the job is admitted, in that transaction. A report about another attempt than the
/// current one changes nothing.</item>
/// <item>Progress never goes back: a step counts once per job, whatever attempt or repeat reports it, and only while the job is under way.</item>
/// <item>Reads see every call that has completed, and do not wait for writers.</item>
/// </list>
/// Several processes may use one database at once. Faults are <see cref="JobStoreException"/>, or the database's own exception where it may pass.
/// </remarks>
public interface IJobStore
{
    /// <summary>Brings the schema up to date under a lock. Called once, before anything else; safe to call from several processes at once.</summary>
    Task OpenAsync(CancellationToken cancellation);

    /// <summary>
    /// Accepts a job, resolves its idempotency key and id, and admits it where there is room, in one transaction. Of any number of
    /// parallel calls with one key or one id, exactly one answers <see cref="JobSubmission.Accepted"/>.
    /// </summary>
    Task<JobSubmission> SubmitAsync(NewJob job, CancellationToken cancellation);

    /// <summary>The job of an id, or null.</summary>
    Task<JobRecord?> FindAsync(string jobId, CancellationToken cancellation);

    /// <summary>What happened to a job, in order; empty for an unknown one.</summary>
    Task<IReadOnlyList<JobTimelineEntry>> ReadTimelineAsync(string jobId, CancellationToken cancellation);

    /// <summary>The attempt failed and another will follow at <paramref name="nextAttemptAt"/>.</summary>
    Task<JobTransition> FailAttemptAsync(string jobId, int attempt, JobFault fault, DateTimeOffset nextAttemptAt, CancellationToken cancellation);

    /// <summary>The back-off after <paramref name="failedAttempt"/> is over: the job is ready again, and is admitted where there is room.</summary>
    Task<JobTransition> ResumeAsync(string jobId, int failedAttempt, CancellationToken cancellation);

    /// <summary>The work is done.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="resultJson">The result, as JSON.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<JobTransition> SucceedAsync(string jobId, string resultJson, CancellationToken cancellation);

    /// <summary>The work failed for good.</summary>
    Task<JobTransition> FailAsync(string jobId, JobFault fault, CancellationToken cancellation);

    /// <summary>The work was stopped from outside the job, such as by terminating its orchestration.</summary>
    Task<JobTransition> StopAsync(string jobId, JobFault reason, CancellationToken cancellation);

    /// <summary>Counts a step of the job as done.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="stepName">The step's name within the job; a name that was counted before is not counted again.</param>
    /// <param name="total">How many steps there are.</param>
    /// <param name="message">What was done, for people.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task ReportStepAsync(string jobId, string stepName, int total, string message, CancellationToken cancellation);

    /// <summary>
    /// Takes jobs that have not ended and that nobody looked at since <paramref name="lookedAtBefore"/>, those never looked at first, and
    /// marks them as looked at. Two callers at once may get the same job: what they do with it has to be safe to repeat.
    /// </summary>
    Task<IReadOnlyList<JobRecord>> TakeForReviewAsync(DateTimeOffset lookedAtBefore, int limit, CancellationToken cancellation);

    /// <summary>Reads a little from the store, to tell whether it can be used.</summary>
    Task<JobStoreProbe> ProbeAsync(CancellationToken cancellation);
}
