using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Recovery;
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
/// <item>Whoever is to be told of a change is written down in the transaction that makes it (<see cref="JobSignal"/>), and answered by the call.
/// Tell them, then confirm with <see cref="IJobRecovery.ConfirmAsync"/>. What was not confirmed is found by a timer.</item>
/// <item>A call that frees a slot or unblocks a job admits the next ones in the same transaction, as <see cref="Admission.IQueueStore"/> says.</item>
/// <item>A child is a job like any other, of its parent's tenant. It is inserted while its parent runs and only then; the parent of a child that ends is told in
/// the same transaction, and once. A job that is cancelled, stopped or fails takes its children along, in the same call or by a timer.</item>
/// <item>Reads see every call that has completed, and do not wait for writers.</item>
/// <item>Messages of progress and of faults hold U+FFFD in place of NUL and of halves of surrogate pairs, and at most 2,000 characters.</item>
/// </list>
/// Several processes may use one database at once. Faults are <see cref="JobStoreException"/>, or the database's own exception where it may pass.
/// </remarks>
public interface IJobStore
{
    /// <summary>Brings the schema up to date under a lock. Called once, before anything else; safe to call from several processes at once.</summary>
    Task OpenAsync(CancellationToken cancellation);

    /// <summary>
    /// Accepts a job, resolves its idempotency key, id, uniqueness and dependencies, and admits it where there is room, in one transaction. Of any
    /// number of parallel calls with one key, one id or one uniqueness, exactly one answers <see cref="JobSubmission.Accepted"/>.
    /// </summary>
    Task<JobSubmission> SubmitAsync(NewJob job, CancellationToken cancellation);

    /// <summary>The job of an id, or null.</summary>
    Task<JobRecord?> FindAsync(string jobId, CancellationToken cancellation);

    /// <summary>What happened to a job, in order; empty for an unknown one.</summary>
    Task<IReadOnlyList<JobTimelineEntry>> ReadTimelineAsync(string jobId, CancellationToken cancellation);

    /// <summary>The ids of the jobs that a job was submitted to depend on, in ordinal order.</summary>
    Task<IReadOnlyList<string>> ReadDependenciesAsync(string jobId, CancellationToken cancellation);

    /// <summary>The attempt failed and another will follow at <paramref name="nextAttemptAt"/>.</summary>
    Task<JobTransition> FailAttemptAsync(string jobId, int attempt, JobFault fault, DateTimeOffset nextAttemptAt, CancellationToken cancellation);

    /// <summary>The back-off after <paramref name="failedAttempt"/> is over: the job is ready again, and runs at once where there is room.
    /// Where the answer is <see cref="JobState.Queued"/>, its admission comes as a signal.</summary>
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

    /// <summary>
    /// Somebody asked for the job to be cancelled. A waiting job ends at once, and its orchestration is to be told that it has ended. A
    /// running one is cancelling from the commit on: its orchestration is to be told, and its activities see it in
    /// <see cref="ReadStandingsAsync"/>. Audited where it is a change.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="reason">What stands as the job's error.</param>
    /// <param name="actor">Who asked.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<JobTransition> CancelAsync(string jobId, JobFault reason, JobActor actor, CancellationToken cancellation);

    /// <summary>
    /// Runs a failed or cancelled job again, under its id: another <see cref="JobRecord.Run"/>, with as many attempts as its policy says and progress
    /// from the beginning. Its timeline goes on. It depends on nothing any more. The signals say to start its orchestration. Audited. A job whose children
    /// have not all ended is not run again; the parent of a child that is waits for it once more.
    /// </summary>
    Task<JobTransition> RetryAsync(string jobId, JobActor actor, CancellationToken cancellation);

    /// <summary>
    /// Accepts children of a running job, all of them in one transaction: callers give a hundred or so at a time. A child that is there already is left as it is;
    /// one that an earlier run of the parent submitted, and that did not complete, runs again.
    /// </summary>
    /// <param name="parentId">The parent, which is no child itself.</param>
    /// <param name="attempt">The parent's attempt that submits them.</param>
    /// <param name="total">How many children there will be in all: the parent's progress counts those that have ended among them.</param>
    /// <param name="children">The children, of the parent's tenant, with ids of <see cref="JobId.OfChild"/>.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Null where that attempt is not running (any more): it was cancelled, or is over.</returns>
    Task<ChildrenSubmission?> SubmitChildrenAsync(
        string parentId, int attempt, int total, IReadOnlyList<NewJob> children, CancellationToken cancellation);

    /// <summary>
    /// The attempt has submitted its children and waits for them: it gives its slot back and is <see cref="JobState.Blocked"/> until the last of them has
    /// ended, which readies the next attempt. Where all have, nothing changes, and the attempt goes on.
    /// </summary>
    /// <returns><see cref="JobState.Blocked"/> also for a repeat, whatever has followed meanwhile: the next attempt's admission comes as a signal.</returns>
    Task<JobTransition> AwaitChildrenAsync(string jobId, int attempt, CancellationToken cancellation);

    /// <summary>A page of a job's children, in order of id, those after <paramref name="afterId"/> where it is given.</summary>
    Task<IReadOnlyList<JobRecord>> ListChildrenAsync(string parentId, string? afterId, int limit, CancellationToken cancellation);

    /// <summary>How many children of a job are in which state; empty for a job without.</summary>
    Task<IReadOnlyDictionary<JobState, long>> CountChildrenAsync(string parentId, CancellationToken cancellation);

    /// <summary>
    /// Where these jobs stand, without those that are not there. One read by primary key for up to 500 jobs, so that all activities of a process can
    /// share one poll.
    /// </summary>
    Task<IReadOnlyList<JobStanding>> ReadStandingsAsync(IReadOnlyCollection<string> jobIds, CancellationToken cancellation);

    /// <summary>
    /// Stores how far the job is, while this attempt of it is under way, and where that is not less than what is stored: by percentage, and at equal percentage
    /// by steps. Answers whether it was stored. One row is written, and no lock of the queue is taken; still, callers report a few times per second at most.
    /// </summary>
    Task<bool> ReportProgressAsync(string jobId, int attempt, JobProgress progress, CancellationToken cancellation);

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
