using System.Diagnostics.CodeAnalysis;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Durable.Replay;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>What orchestrator code does with entities.</summary>
internal sealed class OrchestrationEntities(OrchestrationExecutor executor, DataConverter converter) : TaskOrchestrationEntityFeature
{
    private static readonly IReadOnlyList<EntityInstanceId> s_none = [];

    private CriticalSection? _section;

    public override Task<TResult> CallEntityAsync<TResult>(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        Call<TResult>(id, operationName, input, converter);

    public override Task CallEntityAsync(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        Call<object>(id, operationName, input, null);

    public override Task SignalEntityAsync(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        executor.RequireThread();
        EntityIdRules.Validate(id, nameof(id));
        ArgumentNullException.ThrowIfNull(operationName);
        _section?.CheckSignal(id);
        var serialized = converter.Serialize(input);
        executor.Add(new EntityOperationSignaled
        {
            TaskId = executor.NextTaskId(),
            EntityId = id.ToString(),
            Operation = operationName,
            Input = serialized,
            SignalTime = options?.SignalTime?.UtcDateTime,
        });
        return Task.CompletedTask;
    }

    /// <remarks>
    /// The locks are taken one after the other in the ordinal order of name and key, whatever the order given, so that two orchestrations
    /// never wait for each other.
    /// </remarks>
    public override Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds)
    {
        executor.RequireThread();
        EntityInstanceId[] entities;
        try
        {
            entities = InLockOrder(entityIds);
            if (_section is not null)
            {
                throw new InvalidOperationException("Must not enter another critical section from within a critical section.");
            }
        }
        catch (Exception e)
        {
            return Task.FromException<IAsyncDisposable>(e);
        }

        _section = new CriticalSection(executor.NextTaskId(), entities);
        var request = new OpenLockRequest(_section, new Release(this, _section));
        executor.AddWait(new EntityLockRequested { TaskId = request.TaskId, EntityIds = _section.EntityIds }, request);
        return request.Task;
    }

    /// <remarks>From the lock request until the release; the entities are those that may be called now.</remarks>
    public override bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds)
    {
        executor.RequireThread();
        entityIds = _section?.Available ?? s_none;
        return _section is not null;
    }

    /// <exception cref="InvalidOperationException">A sub-orchestration could need the entities that this orchestration has locked.</exception>
    public void CheckSubOrchestration()
    {
        if (_section is not null)
        {
            throw new InvalidOperationException("While holding locks, cannot call suborchestrators.");
        }
    }

    /// <summary>Releases the locks that are held or asked for; without any it does nothing.</summary>
    public void LeaveCriticalSection()
    {
        if (_section is { } section)
        {
            _section = null;
            executor.Add(new EntityUnlockSent { TaskId = executor.NextTaskId(), LockTaskId = section.LockTaskId, EntityIds = section.EntityIds });
        }
    }

    private static EntityInstanceId[] InLockOrder(IEnumerable<EntityInstanceId> entityIds)
    {
        ArgumentNullException.ThrowIfNull(entityIds);
        var entities = entityIds.Distinct().OrderBy(id => id.Name, StringComparer.Ordinal).ThenBy(id => id.Key, StringComparer.Ordinal).ToArray();
        foreach (var entity in entities)
        {
            EntityIdRules.Validate(entity, nameof(entityIds));
        }

        return entities.Length > 0 ? entities : throw new ArgumentException("The list of entities to lock must not be empty.", nameof(entityIds));
    }

    private Task<TResult> Call<TResult>(EntityInstanceId id, string operation, object? input, DataConverter? resultConverter)
    {
        executor.RequireThread();
        string? serialized;
        try
        {
            EntityIdRules.Validate(id, nameof(id));
            ArgumentNullException.ThrowIfNull(operation);
            serialized = converter.Serialize(input);
            _section?.BeginCall(id);
        }
        catch (Exception e)
        {
            return Task.FromException<TResult>(e);
        }

        var call = new OpenEntityCall<TResult>(executor.NextTaskId(), id, operation, resultConverter, _section);
        executor.AddWait(new EntityOperationCalled { TaskId = call.TaskId, EntityId = id.ToString(), Operation = operation, Input = serialized }, call);
        return call.Task;
    }

    private sealed class Release(OrchestrationEntities entities, CriticalSection section) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            entities.Leave(section);
            return ValueTask.CompletedTask;
        }
    }

    private void Leave(CriticalSection section)
    {
        executor.RequireThread();
        if (_section == section)
        {
            LeaveCriticalSection();
        }
    }
}
