using System.Diagnostics;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Telemetry;

namespace FunctionsJobs.Embedded.Durable.Client;

/// <summary>What clients ask of a task hub, with serialized payloads. A call that changes something returns when the change is durable.</summary>
internal sealed class TaskHubCalls(TaskHubRuntime hub)
{
    public TaskHubRuntime Hub => hub;

    /// <summary>Starts an instance, after terminating a running one of the same id when the conditions say so.</summary>
    /// <returns><see langword="null"/> when started, otherwise the status of the instance that stood in the way.</returns>
    /// <exception cref="ArgumentException">There is no such orchestrator.</exception>
    public async Task<string?> StartAsync(InstanceRecord instance, StartConditions conditions, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        hub.RequireOpen();
        if (hub.Catalog.FindOrchestrator(instance.Name) is null)
        {
            throw new ArgumentException($"The function '{instance.Name}' doesn't exist, is disabled, or is not an orchestrator function.");
        }

        if (conditions.Terminable.Count > 0)
        {
            await TerminateExistingAsync(instance.InstanceId, conditions, cancellation).ConfigureAwait(false);
        }

        using var span = DurableSource.StartCreation(instance);
        var result = await hub.CommitAsync(new TaskHubStep { Create = [new NewInstance(instance, conditions.Replaceable, null)] }).ConfigureAwait(false);
        if (result.Created[0] is { } status)
        {
            span?.Fail($"An instance of that id is {status}.");
            return status;
        }

        hub.Start(instance);
        return null;
    }

    /// <summary>A new instance, not stored.</summary>
    public InstanceRecord NewInstance(
        string name, string? instanceId, string? version, string? input, DateTimeOffset? startAt, IReadOnlyDictionary<string, string>? tags)
    {
        var now = hub.Now;
        return new InstanceRecord
        {
            InstanceId = instanceId ?? hub.Ids.NewInstance(),
            ExecutionId = hub.Ids.NewExecution(),
            Name = name,
            Version = version ?? hub.Options.DefaultVersion,
            Status = InstanceStatus.Pending,
            CreatedAt = now,
            LastUpdatedAt = now,
            StartAt = startAt?.UtcDateTime,
            Input = input,
            Tags = tags is { Count: > 0 } ? tags : null,
            TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } caller ? caller.Id : null,
        };
    }

    public async Task RaiseEventAsync(string instanceId, string eventName, string? payload, CancellationToken cancellation)
    {
        using var span = DurableSource.StartEvent(instanceId, eventName);
        var message = new MessageRecord { Target = instanceId, Kind = MessageKind.EventRaised, Name = eventName, Payload = payload };
        await SendAsync(message, cancellation).ConfigureAwait(false);
    }

    public Task TerminateAsync(string instanceId, string? output, bool recursive, CancellationToken cancellation) =>
        SendAsync(Termination.Message(instanceId, output, recursive), cancellation);

    public Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellation) =>
        SendAsync(new MessageRecord { Target = instanceId, Kind = MessageKind.ExecutionSuspended, Payload = reason }, cancellation);

    public Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellation) =>
        SendAsync(new MessageRecord { Target = instanceId, Kind = MessageKind.ExecutionResumed, Payload = reason }, cancellation);

    /// <summary>Reads an instance; <see langword="null"/> when there is none.</summary>
    public ValueTask<InstanceRecord?> GetAsync(string instanceId, bool withPayloads, CancellationToken cancellation)
    {
        hub.RequireOpen();
        return hub.Store.GetInstanceAsync(instanceId, withPayloads, cancellation);
    }

    /// <summary>Waits until an instance has started or ended; <see langword="null"/> when there is none.</summary>
    public async Task<InstanceRecord?> WaitAsync(string instanceId, bool untilEnd, bool withPayloads, CancellationToken cancellation)
    {
        hub.RequireOpen();
        while (true)
        {
            using var waiter = hub.Waiters.Add(instanceId, untilEnd);
            var instance = await hub.Store.GetInstanceAsync(instanceId, withPayloads, cancellation).ConfigureAwait(false);
            if (instance is null || (untilEnd ? InstanceStatus.IsTerminal(instance.Status) : instance.Status != InstanceStatus.Pending))
            {
                return instance;
            }

            // An end is stored before it is told: one that is told now may be that of a former run, under whose id this one was started.
            if (await waiter.Told.WaitAsync(cancellation).ConfigureAwait(false) is { } ended && ended.ExecutionId == instance.ExecutionId)
            {
                return ended;
            }
        }
    }

    // A message for an instance that does not exist or has ended is dropped silently, as by the real client.
    private async Task SendAsync(MessageRecord message, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        hub.RequireOpen();
        if (!hub.IsKnownLive(message.Target))
        {
            var instance = await hub.Store.GetInstanceAsync(message.Target, withPayloads: false, cancellation).ConfigureAwait(false);
            if (instance is null || InstanceStatus.IsTerminal(instance.Status))
            {
                return;
            }
        }

        await hub.CommitAsync(new TaskHubStep { Enqueue = [message] }).ConfigureAwait(false);
        hub.Deliver(message);
    }

    private async Task TerminateExistingAsync(string instanceId, StartConditions conditions, CancellationToken cancellation)
    {
        var existing = await hub.Store.GetInstanceAsync(instanceId, withPayloads: false, cancellation).ConfigureAwait(false);
        if (existing is not null && conditions.Terminable.Contains(existing.Status))
        {
            var reason = hub.Catalog.DataConverter.Serialize("A new instance with the same id was started.");
            await TerminateAsync(instanceId, reason, recursive: false, cancellation).ConfigureAwait(false);
            await WaitAsync(instanceId, untilEnd: true, withPayloads: false, cancellation).ConfigureAwait(false);
        }
    }
}
