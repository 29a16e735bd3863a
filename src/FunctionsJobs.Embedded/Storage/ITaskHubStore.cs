namespace FunctionsJobs.Embedded.Storage;

/// <summary>
/// The durable state of one task hub: instances, their histories, and messages on their way.
/// </summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>One owner: a second <see cref="OpenAsync"/> of the same hub, from this or another process, fails with
/// <see cref="TaskHubInUseException"/> while the first is open.</item>
/// <item>One <see cref="TaskHubStep"/> is one transaction: after a crash all of it is there or none of it.</item>
/// <item>The task of <see cref="CommitAsync"/> completes only when the step would survive a power cut. Steps become visible and
/// durable in the order of the calls; a step never becomes durable before one that was handed over earlier.</item>
/// <item>History is append-only within one execution: <c>(instance key, sequence)</c> is written once. A new execution
/// (ContinueAsNew, restart with the same id) replaces the history in the same transaction that resets the instance.</item>
/// <item>A message is delivered exactly once in effect: it is removed by the same step that records what it did.</item>
/// <item>Reads never block writes, and see every step whose commit has completed.</item>
/// <item>After a failed write, or when a read met damage, the store is faulted: every later commit fails with the first cause, and
/// <see cref="Faulted"/> tells it. Nothing is skipped silently.</item>
/// </list>
/// </remarks>
internal interface ITaskHubStore : IAsyncDisposable
{
    /// <summary>Completes with the first cause when the store is faulted, whoever met it; never otherwise.</summary>
    Task<TaskHubStoreException> Faulted { get; }

    /// <summary>Takes ownership, migrates the schema under a lock, and reads what was under way when the last owner stopped.</summary>
    /// <exception cref="TaskHubInUseException">Another process, or another host in this one, owns the hub.</exception>
    /// <exception cref="TaskHubStoreException">The file is corrupt, read-only, of a newer schema, or the disk is full.</exception>
    Task<TaskHubRecovery> OpenAsync(CancellationToken cancellation);

    /// <summary>Hands over one step; it is committed together with others that wait (group commit).</summary>
    /// <returns>What the conditional parts of the step came to; the task completes after the commit.</returns>
    /// <exception cref="TaskHubStoreException">The write failed; nothing of the step was kept and the store is faulted.</exception>
    /// <exception cref="PayloadTooLargeException">A payload exceeds the hard limit. Nothing was written, and the store goes on.</exception>
    Task<StepResult> CommitAsync(TaskHubStep step);

    /// <summary>One instance by id, or <see langword="null"/>. Without payloads, input and output are <see langword="null"/>.</summary>
    ValueTask<InstanceRecord?> GetInstanceAsync(string instanceId, bool withPayloads, CancellationToken cancellation);

    /// <summary>One instance by key, with payloads, or <see langword="null"/>.</summary>
    ValueTask<InstanceRecord?> GetInstanceAsync(long instanceKey, CancellationToken cancellation);

    /// <summary>The history of the current execution in the order of <see cref="HistoryRecord.Sequence"/>.</summary>
    ValueTask<IReadOnlyList<HistoryRecord>> ReadHistoryAsync(long instanceKey, CancellationToken cancellation);

    /// <summary>Reads the bodies of messages by id; missing ids are left out.</summary>
    ValueTask<IReadOnlyList<MessageRecord>> ReadMessagesAsync(IReadOnlyCollection<long> messageIds, CancellationToken cancellation);

    /// <summary>One entity, or <see langword="null"/>.</summary>
    ValueTask<EntityRecord?> GetEntityAsync(string entityId, CancellationToken cancellation);

    /// <summary>
    /// Reads one page of instances, keyset-paged: oldest first, or in the order of the ids when
    /// <see cref="InstanceFilter.InstanceIdPrefix"/> is set. An instance that matches during the whole paging is returned exactly once.
    /// </summary>
    /// <param name="filter">The same for every page.</param>
    /// <param name="continuation"><see cref="Page{T}.Continuation"/> of the page before; <see langword="null"/> for the first.</param>
    /// <param name="limit">The most instances to return; at least 1.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="InvalidContinuationException">The continuation is not one of this query.</exception>
    ValueTask<Page<InstanceRecord>> QueryInstancesAsync(InstanceFilter filter, string? continuation, int limit, CancellationToken cancellation);

    /// <summary>Reads one page of the ids of terminal instances in the order of <see cref="InstanceRecord.CompletedAt"/>, keyset-paged.</summary>
    /// <param name="filter">The same for every page; of it, statuses and completion times count.</param>
    /// <param name="continuation"><see cref="Page{T}.Continuation"/> of the page before; <see langword="null"/> for the first.</param>
    /// <param name="limit">The most ids to return; at least 1.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="InvalidContinuationException">The continuation is not one of this query.</exception>
    ValueTask<Page<string>> QueryCompletedIdsAsync(InstanceFilter filter, string? continuation, int limit, CancellationToken cancellation);

    /// <summary>Reads one page of entities in the ordinal order of their ids, keyset-paged like <see cref="QueryInstancesAsync"/>.</summary>
    /// <exception cref="InvalidContinuationException">The continuation is not one of this query.</exception>
    ValueTask<Page<EntityRecord>> QueryEntitiesAsync(EntityFilter filter, string? continuation, int limit, CancellationToken cancellation);

    /// <summary>
    /// Deletes terminal instances with their histories, payloads and undelivered messages; others are left alone.
    /// </summary>
    /// <returns>How many of <paramref name="instanceKeys"/> were deleted.</returns>
    Task<int> PurgeAsync(IReadOnlyCollection<long> instanceKeys, CancellationToken cancellation);

    /// <summary>Reads a named host document (timer monitors, for instance), or <see langword="null"/>.</summary>
    ValueTask<string?> ReadDocumentAsync(string name, CancellationToken cancellation);

    /// <summary>Writes a named host document, durably and in the order of the calls, like a step.</summary>
    /// <exception cref="PayloadTooLargeException">The document exceeds the hard limit.</exception>
    Task WriteDocumentAsync(string name, string json, CancellationToken cancellation);
}
