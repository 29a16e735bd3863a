using System.Diagnostics;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Telemetry;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>What clients ask of the entities of a task hub, with serialized payloads.</summary>
internal sealed class EntityCalls(TaskHubRuntime hub)
{
    public TaskHubRuntime Hub => hub;

    /// <summary>Sends an operation; it is durable when the task completes. The entity need not exist.</summary>
    /// <exception cref="ArgumentException">The id is none.</exception>
    public async Task SignalAsync(EntityInstanceId id, string operation, string? input, DateTime? signalTime, CancellationToken cancellation)
    {
        EntityIdRules.Validate(id, nameof(id));
        cancellation.ThrowIfCancellationRequested();
        hub.RequireOpen();
        using var span = DurableSource.StartSignal(id, operation, signalTime);
        var traceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } caller ? caller.Id : null;
        var signal = EntityMessages.Operation(id.ToString(), operation, input, null, traceParent, signalTime > hub.Now ? signalTime : null);
        await hub.CommitAsync(new TaskHubStep { Enqueue = [signal] }).ConfigureAwait(false);
        hub.Deliver(signal);
    }

    /// <summary>Reads an entity that has a state; <see langword="null"/> otherwise.</summary>
    public async ValueTask<EntityRecord?> FindAsync(EntityInstanceId id, CancellationToken cancellation)
    {
        EntityIdRules.Validate(id, nameof(id));
        hub.RequireOpen();
        var entity = await hub.Store.GetEntityAsync(id.ToString(), cancellation).ConfigureAwait(false);
        return entity?.State is null ? null : entity;
    }

    /// <summary>Reads one page of entities.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1.</exception>
    public async ValueTask<Page<EntityRecord>> ListAsync(EntityFilter filter, string? continuation, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        hub.RequireOpen();
        return await hub.Store.QueryEntitiesAsync(filter, continuation, limit, cancellation).ConfigureAwait(false);
    }
}
