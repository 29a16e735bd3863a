using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Page = Microsoft.DurableTask.Page<string>;

namespace FunctionsJobs.Embedded.Durable.Client;

/// <summary>The client of a task hub in the same process. A call that changes something returns when the change is durable.</summary>
/// <param name="calls">The task hub.</param>
/// <param name="links">The host's management API; <see langword="null"/> without a host.</param>
internal sealed class EmbeddedDurableTaskClient(TaskHubCalls calls, ManagementLinks? links = null) : DurableTaskClient(calls.Hub.Options.HubName), ILinkedDurableClient
{
    public ManagementLinks? Links { get; } = links;

    public override DurableEntityClient Entities { get; } = new EmbeddedEntityClient(new EntityCalls(calls.Hub));

    private DataConverter Converter => calls.Hub.Catalog.DataConverter;

    /// <exception cref="ArgumentException">There is no such orchestrator, or the options contradict themselves.</exception>
    /// <exception cref="OrchestrationAlreadyExistsException">An instance of that id may not be replaced.</exception>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        if (options?.InstanceId is { } given)
        {
            InstanceIdRules.Validate(given, nameof(options));
        }

        var conditions = StartConditions.Of(options, calls.Hub.Options.ReplaceRunningInstances);
        var instance = calls.NewInstance(
            orchestratorName.Name, options?.InstanceId, options?.Version?.Version, Converter.Serialize(input), options?.StartAt, options?.Tags);
        if (await calls.StartAsync(instance, conditions, cancellation).ConfigureAwait(false) is { } status)
        {
            throw new OrchestrationAlreadyExistsException($"An orchestration with the instance id '{instance.InstanceId}' already exists; its status is {status}.");
        }

        return instance.InstanceId;
    }

    /// <remarks>An event for an instance that does not exist or has ended is dropped silently, as by the real client.</remarks>
    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        InstanceIdRules.ValidateExisting(instanceId, nameof(instanceId));
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return calls.RaiseEventAsync(instanceId, eventName, Converter.Serialize(eventPayload), cancellation);
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        InstanceIdRules.ValidateExisting(instanceId, nameof(instanceId));
        return calls.TerminateAsync(instanceId, Converter.Serialize(options?.Output), options?.Recursive == true, cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        InstanceIdRules.ValidateExisting(instanceId, nameof(instanceId));
        return calls.SuspendAsync(instanceId, reason, cancellation);
    }

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        InstanceIdRules.ValidateExisting(instanceId, nameof(instanceId));
        return calls.ResumeAsync(instanceId, reason, cancellation);
    }

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        InstanceIdRules.ValidateExisting(instanceId, nameof(instanceId));
        var instance = await calls.GetAsync(instanceId, getInputsAndOutputs, cancellation).ConfigureAwait(false);
        return instance is null ? null : InstanceMetadata.Of(instance, getInputsAndOutputs, Converter);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => InstanceQuery.Create(calls.Hub, filter);

    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, untilEnd: false, getInputsAndOutputs, cancellation);

    /// <exception cref="InvalidOperationException">There is no such instance.</exception>
    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, untilEnd: true, getInputsAndOutputs, cancellation);

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        InstanceIdRules.ValidateExisting(instanceId, nameof(instanceId));
        return InstancePurge.PurgeAsync(calls.Hub, instanceId, options?.Recursive == true, cancellation);
    }

    public override Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Timeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(filter), filter.Timeout, "PurgeInstancesFilter.Timeout must be a positive TimeSpan.");
        }

        var instances = new InstanceFilter
        {
            CreatedFrom = filter.CreatedFrom?.UtcDateTime,
            CreatedTo = filter.CreatedTo?.UtcDateTime,
            Statuses = filter.Statuses?.Select(status => status.ToString()).ToArray(),
        };
        return InstancePurge.PurgeAsync(calls.Hub, instances, filter.Timeout, options?.Recursive == true, cancellation);
    }

    /// <exception cref="ArgumentException">There is no such instance, or no orchestrator of its name any more.</exception>
    /// <exception cref="InvalidOperationException">The instance has not ended, and its id is to be used again.</exception>
    public override async Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        InstanceIdRules.ValidateExisting(instanceId, nameof(instanceId));
        return await InstanceRestart.RunAsync(calls, instanceId, restartWithNewInstanceId, cancellation).ConfigureAwait(false) switch
        {
            { InstanceId: { } id } => id,
            { Status: { } status } => throw new InvalidOperationException(
                $"An orchestration with the instanceId {instanceId} cannot be restarted: it is {status}."),
            _ => throw NotFound(instanceId),
        };
    }

    /// <remarks>Unlike with the real client, the instance has left its failure when the task completes, so that a wait for its end waits for the next one.</remarks>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">It did not fail, or its orchestrator no longer exists.</exception>
    public override async Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        InstanceIdRules.ValidateExisting(instanceId, nameof(instanceId));
        var result = await InstanceRewind.RunAsync(calls.Hub, instanceId, reason, cancellation).ConfigureAwait(false);
        if (!result.IsFound)
        {
            throw NotFound(instanceId);
        }

        if (result.Problem is { } problem)
        {
            throw new InvalidOperationException(problem);
        }
    }

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    public override async Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default)
    {
        InstanceIdRules.ValidateExisting(instanceId, nameof(instanceId));
        var instance = await calls.GetAsync(instanceId, withPayloads: true, cancellation).ConfigureAwait(false) ?? throw NotFound(instanceId);
        return await InstanceHistory.ReadAsync(calls.Hub, instance, cancellation).ConfigureAwait(false);
    }

    /// <remarks>In the order of the ends. Instances that have not ended are in no list, whatever statuses are asked for.</remarks>
    public override Task<Page> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        InstanceIds.ListAsync(calls.Hub, runtimeStatus, completedTimeFrom, completedTimeTo, pageSize, lastInstanceKey, cancellation);

    /// <summary>Does nothing: the task hub belongs to the host.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ArgumentException NotFound(string instanceId) => new($"An orchestration with the instanceId {instanceId} was not found.");

    private async Task<OrchestrationMetadata> WaitAsync(string instanceId, bool untilEnd, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        InstanceIdRules.ValidateExisting(instanceId, nameof(instanceId));
        var instance = await calls.WaitAsync(instanceId, untilEnd, getInputsAndOutputs, cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"Orchestration with instanceId '{instanceId}' does not exist");
        return InstanceMetadata.Of(instance, getInputsAndOutputs, Converter);
    }
}
