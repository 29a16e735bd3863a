namespace FunctionsJobs.JobStore.Audit;

/// <summary>
/// The audit trail: who did what, when, from where. The store writes a line in the transaction of each audited change. Lines are never changed;
/// they outlive the jobs they speak of, until retention trims them by age.
/// </summary>
public interface IJobAudit
{
    /// <summary>Appends a line about something that is no change of the store, such as a refusal.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="action">What; lower-case words with hyphens.</param>
    /// <param name="queue">The queue, or null.</param>
    /// <param name="jobId">The job, or null.</param>
    /// <param name="detail">More, for people, or null.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task AppendAsync(JobActor actor, string action, string? queue, string? jobId, string? detail, CancellationToken cancellation);

    /// <summary>The lines about a job, newest first, those before the line <paramref name="beforeId"/> where it is given.</summary>
    Task<IReadOnlyList<JobAuditEntry>> ListJobAsync(string jobId, string? beforeId, int limit, CancellationToken cancellation);

    /// <summary>How many lines were written before a time.</summary>
    Task<long> CountBeforeAsync(DateTimeOffset before, CancellationToken cancellation);

    /// <summary>Forgets lines that were written before a time, the oldest first; up to a limit, so call it until the answer is smaller.</summary>
    Task<int> RemoveBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellation);

    /// <summary>The lines about a queue and its jobs, newest first, those before the line <paramref name="beforeId"/> where it is given.</summary>
    Task<IReadOnlyList<JobAuditEntry>> ListQueueAsync(string queue, string? beforeId, int limit, CancellationToken cancellation);

    /// <summary>
    /// The lines about what somebody of a name did, letter for letter, newest first, those before the line <paramref name="beforeId"/> where it is given. Looks
    /// through the whole trail: for requests that are rare.
    /// </summary>
    Task<IReadOnlyList<JobAuditEntry>> ListActorAsync(string actor, string? beforeId, int limit, CancellationToken cancellation);
}
