using DurableTask.Core.History;
using FunctionsJobs.Embedded.Durable.Client;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>
/// What the management API needs of the durable engine. Payloads are JSON texts: what a caller posts is stored as it was sent, and what
/// is stored is sent as it is.
/// </summary>
/// <remarks>
/// Ids that no instance can have are simply not found; only <see cref="StartAsync"/> meets new ids, and those were checked with
/// <see cref="InstanceIdRules"/>. Records that are returned do not change afterwards.
/// </remarks>
internal interface IManagedTaskHub
{
    IManagedEntities Entities { get; }

    /// <summary>Whether the app has an orchestrator of that name, without regard to case.</summary>
    bool HasOrchestrator(string name);

    /// <summary>Starts an instance; it is durable when the task completes.</summary>
    /// <param name="orchestrator">A name that <see cref="HasOrchestrator"/> knows.</param>
    /// <param name="instanceId">The id to use, or <see langword="null"/> for a new one.</param>
    /// <param name="input">JSON text, or <see langword="null"/> for no input.</param>
    /// <param name="version">Version of the orchestration, or <see langword="null"/> for the app's default version.</param>
    /// <param name="cancellation">Stops the wait; the instance may be started nevertheless.</param>
    /// <returns>The id, or <see langword="null"/> when an instance of that id exists and is not over.</returns>
    Task<string?> StartAsync(string orchestrator, string? instanceId, string? input, string? version, CancellationToken cancellation);

    /// <summary>One instance with its payloads, or <see langword="null"/>.</summary>
    ValueTask<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellation);

    /// <summary>Waits until the instance is over; <see langword="null"/> when there is none (any more).</summary>
    Task<InstanceRecord?> WaitForCompletionAsync(string instanceId, CancellationToken cancellation);

    /// <summary>Reads one page of instances, in an order that depends on the filter.</summary>
    /// <param name="filter">Which instances to read, and whether with payloads.</param>
    /// <param name="top">Most instances of the page; at least 1.</param>
    /// <param name="continuationToken">The token of the page before, or <see langword="null"/> for the first page.</param>
    /// <param name="cancellation">Stops the query.</param>
    /// <exception cref="InvalidContinuationException">The token is none of this query.</exception>
    Task<InstancePage> ListAsync(InstanceFilter filter, int top, string? continuationToken, CancellationToken cancellation);

    /// <summary>Deletes an instance that is over, with its history.</summary>
    /// <returns>Whether it was deleted; an instance that is not over stays.</returns>
    Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation);

    /// <summary>Deletes all instances that match and are over, with their histories.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> PurgeAsync(InstanceFilter filter, CancellationToken cancellation);

    /// <summary>Ends an instance; the reason becomes its output.</summary>
    Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellation);

    /// <summary>Holds an instance; what arrives for it waits until it is resumed.</summary>
    Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellation);

    /// <summary>Lets a held instance go on.</summary>
    Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellation);

    /// <summary>Runs an instance again from its begin.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="withNewId">Whether the new run gets an id of its own; otherwise the instance has to have ended.</param>
    /// <param name="cancellation">Stops before the start.</param>
    Task<RestartResult> RestartAsync(string instanceId, bool withNewId, CancellationToken cancellation);

    /// <summary>Lets a failed instance go on; that is durable when the task completes.</summary>
    Task<RewindResult> RewindAsync(string instanceId, string? reason, CancellationToken cancellation);

    /// <summary>The history of an instance that was found; empty while it has not begun.</summary>
    Task<IList<HistoryEvent>> ReadHistoryAsync(InstanceRecord instance, CancellationToken cancellation);

    /// <summary>Sends an event; it is durable when the task completes.</summary>
    /// <param name="instanceId">The instance that gets it.</param>
    /// <param name="eventName">Matched without regard to case.</param>
    /// <param name="payload">JSON text, or <see langword="null"/>.</param>
    /// <param name="cancellation">Stops the wait; the event may be sent nevertheless.</param>
    Task RaiseEventAsync(string instanceId, string eventName, string? payload, CancellationToken cancellation);
}

/// <summary>One page of instances.</summary>
/// <param name="Instances">The page.</param>
/// <param name="ContinuationToken">What asks for the next page; <see langword="null"/> when there is none.</param>
internal sealed record InstancePage(IReadOnlyList<InstanceRecord> Instances, string? ContinuationToken);
