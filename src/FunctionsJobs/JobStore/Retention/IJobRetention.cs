using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.JobStore.Retention;

/// <summary>Removes ended jobs, with all that belongs to them.</summary>
/// <remarks>
/// A removal has three steps. The store takes the job's row away, with its timeline, steps, tags, keys and counts, and leaves a note in the same
/// transaction; from then on the job is gone for every reader. The caller deletes history, blobs and cache of the job, each safe to repeat. Then
/// it confirms, and the note is gone. Where it dies in between, <see cref="ListUnconfirmedAsync"/> finds the note; until then the job's id is taken.
/// Jobs that have not ended, and ended ones whose dependents have not been told, are never removed; nor are children of a job that has not ended, or a
/// job with children that have not. The children of a job that is removed go first, whatever their age, and are of the same count. Each call is made of short
/// transactions, one per queue.
/// </remarks>
public interface IJobRetention
{
    /// <summary>The longest window of uniqueness that a submission may ask for: 30 days.</summary>
    static readonly TimeSpan UniqueWindow = TimeSpan.FromDays(30);

    /// <summary>Takes away jobs that the rules do not keep any longer, oldest first; up to a limit, so call it until the answer is shorter.</summary>
    Task<IReadOnlyList<RemovedJob>> RemoveExpiredAsync(JobRetentionRules rules, int limit, CancellationToken cancellation);

    /// <summary>Takes away a queue's jobs that ended in a state before a time; up to a limit, so call it until the answer is shorter. Audited as one act.</summary>
    /// <exception cref="ArgumentException">The state is not one that jobs end in.</exception>
    Task<IReadOnlyList<RemovedJob>> CleanAsync(
        TenantScope tenants, string queue, JobState state, DateTimeOffset endedBefore, int limit, JobActor actor, CancellationToken cancellation);

    /// <summary>Takes away children of a job that has ended, where all of them have; up to a limit, so call it until the answer is empty, and then <see cref="RemoveAsync"/>.</summary>
    Task<IReadOnlyList<RemovedJob>> RemoveChildrenAsync(string parentId, int limit, CancellationToken cancellation);

    /// <summary>Takes away one job that has ended. Audited.</summary>
    /// <returns>
    /// The job; null where there is none, it has not ended, its dependents have not been told, it has children still, or its parent has not ended.
    /// </returns>
    Task<RemovedJob?> RemoveAsync(string jobId, JobActor actor, CancellationToken cancellation);

    /// <summary>Jobs that were taken away before a time and whose removal was not confirmed, oldest first.</summary>
    Task<IReadOnlyList<RemovedJob>> ListUnconfirmedAsync(DateTimeOffset removedBefore, int limit, CancellationToken cancellation);

    /// <summary>Nothing is left of these jobs.</summary>
    Task ConfirmAsync(IReadOnlyCollection<string> jobIds, CancellationToken cancellation);

    /// <summary>How many keys of uniqueness are older than any window that may be asked for.</summary>
    Task<long> CountExpiredKeysAsync(DateTimeOffset before, CancellationToken cancellation);

    /// <summary>
    /// Forgets keys of uniqueness that were written before a time and are older than any window that may be asked for (<see cref="UniqueWindow"/>), the oldest
    /// first; up to a limit, so call it until the answer is smaller.
    /// </summary>
    Task<int> RemoveExpiredKeysAsync(DateTimeOffset before, int limit, CancellationToken cancellation);

    /// <summary>Forgets lines of the audit trail that are older than the rules say, and figures that are older than any window; answers how many.</summary>
    Task<int> TrimAsync(JobRetentionRules rules, CancellationToken cancellation);
}
