using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.JobStore.Admission;

/// <summary>
/// Queues: their settings, their slots, and who is admitted next. What is said of transactions and faults at <see cref="IJobStore"/> holds here too.
/// </summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>Whatever changes a job's state, a queue's counters or its settings holds that queue's lock until it commits. So admission sees every slot
/// that is taken and every start that was made, by any process.</item>
/// <item>A job is admitted only while its queue is not paused, has fewer slots taken than its concurrency, its limit key fewer than the concurrency
/// per key, and its rate window a start left; all of it seen under the queue's lock, in the transaction that admits it.</item>
/// <item>Slots are the jobs that are running or cancelling. The counters of slots and of jobs per queue, tenant and state change in the transaction
/// that changes the job, so they are never wrong for longer than it; <see cref="RecountAsync"/> proves it, or sets them right and writes to the audit trail.</item>
/// <item>Among the jobs that could be admitted, the lowest <see cref="JobRank"/> goes first; jobs whose key has no room are passed over without being read.</item>
/// <item>A lowered limit stops nothing that runs: nothing is admitted until enough has ended.</item>
/// </list>
/// </remarks>
public interface IQueueStore
{
    /// <summary>A queue's settings and slots. A queue without jobs and settings is answered with the defaults.</summary>
    Task<QueueStatus> GetAsync(string queue, CancellationToken cancellation);

    /// <summary>All queues of the catalogue, and those that have had jobs, by name.</summary>
    Task<IReadOnlyList<QueueStatus>> ListAsync(CancellationToken cancellation);

    /// <summary>Admits nothing any more, from the commit on, in every process. Answers whether that is a change; a change is audited.</summary>
    Task<bool> PauseAsync(string queue, JobActor actor, CancellationToken cancellation);

    /// <summary>Undoes a pause and admits what there is room for. Audited where it is a change.</summary>
    Task<QueueAdmission> ResumeAsync(string queue, JobActor actor, CancellationToken cancellation);

    /// <summary>Stores other limits, which count from the commit on, in every process, and admits what there is room for now. Audited.</summary>
    /// <exception cref="ArgumentException">The limits that would result are invalid (<see cref="QueueLimits.Invalid"/>).</exception>
    Task<QueueAdmission> ChangeLimitsAsync(string queue, QueueLimitsChange change, JobActor actor, CancellationToken cancellation);

    /// <summary>
    /// Makes scheduled jobs ready whose time has come, and admits as many jobs as there is room for. Safe to call at any time, by anybody;
    /// nothing to do costs one short transaction.
    /// </summary>
    Task<QueueAdmission> AdmitAsync(string queue, CancellationToken cancellation);

    /// <summary>
    /// Counts the queue's jobs anew and sets right what the counters say otherwise. Reads an index entry per job; made for a check once a
    /// day and after a restore. A correction is audited.
    /// </summary>
    Task<QueueRecount> RecountAsync(string queue, JobActor actor, CancellationToken cancellation);
}
