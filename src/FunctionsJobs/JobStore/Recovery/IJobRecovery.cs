namespace FunctionsJobs.JobStore.Recovery;

/// <summary>Finds by index everything that a crash can leave half done, so that a timer can finish it.</summary>
/// <remarks>
/// What can be half done, and how it is found:
/// <list type="bullet">
/// <item>accepted without an orchestration, admitted or cancelled without an event: <see cref="ListUnconfirmedAsync"/>;</item>
/// <item>due and not promoted, room and waiting jobs: <see cref="ListQueuesWithWorkAsync"/>, then <see cref="Admission.IQueueStore.AdmitAsync"/>;</item>
/// <item>ended, with dependents that do not know: <see cref="SettleDependentsAsync"/>;</item>
/// <item>ended or to be stopped, with children that go on: <see cref="CancelChildrenAsync"/>;</item>
/// <item>an orchestration that ended without telling: <see cref="IJobStore.TakeForReviewAsync"/>;</item>
/// <item>removed, with history or blobs left: <see cref="Retention.IJobRetention.ListUnconfirmedAsync"/>.</item>
/// </list>
/// </remarks>
public interface IJobRecovery
{
    /// <summary>Signals that were written before a time and not confirmed, oldest first.</summary>
    Task<IReadOnlyList<JobSignal>> ListUnconfirmedAsync(DateTimeOffset writtenBefore, int limit, CancellationToken cancellation);

    /// <summary>Signals were told. Of a job that has changed since, a newer signal of the same kind (a later attempt) stays.</summary>
    Task ConfirmAsync(IReadOnlyCollection<JobSignal> signals, CancellationToken cancellation);

    /// <summary>
    /// Tells dependents of ended jobs that they ended, where the call that ended them could not: there were too many of them, or the process died.
    /// Works in short transactions, at most <paramref name="limit"/> of them, and answers whom to tell.
    /// </summary>
    Task<IReadOnlyList<JobSignal>> SettleDependentsAsync(int limit, CancellationToken cancellation);

    /// <summary>
    /// Cancels children of jobs that were cancelled, stopped or failed, where the call that did so died. Audited as the reconciler's. Works in short transactions, at
    /// most <paramref name="limit"/> of them, and answers whom to tell.
    /// </summary>
    Task<IReadOnlyList<JobSignal>> CancelChildrenAsync(int limit, CancellationToken cancellation);

    /// <summary>The queues that have scheduled or waiting jobs, by name. Reads counters only.</summary>
    Task<IReadOnlyList<string>> ListQueuesWithWorkAsync(CancellationToken cancellation);
}
