using FunctionsJobs.Embedded.Durable.Dispatch;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>One run of an operation, as the entity's code sees it.</summary>
internal sealed class EntityOperationRun : TaskEntityOperation
{
    private readonly EntityOperation _operation;
    private readonly TaskHubRuntime _hub;
    private readonly EntityOperationContext _context;
    private readonly EntityOperationState _state;

    /// <param name="id">The entity.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="state">The serialized state before it.</param>
    /// <param name="stateObject">The state as an object, when the operation before it has left one.</param>
    /// <param name="hub">Converter, clock and ids.</param>
    public EntityOperationRun(EntityInstanceId id, EntityOperation operation, string? state, object? stateObject, TaskHubRuntime hub)
    {
        _operation = operation;
        _hub = hub;
        _context = new EntityOperationContext(id, operation, hub);
        _state = new EntityOperationState(hub.Catalog.DataConverter, state, stateObject);
    }

    public override string Name => _operation.Name;

    public override TaskEntityContext Context => _context;

    public override TaskEntityState State => _state;

    public override bool HasInput => _operation.Input is not null;

    /// <summary>The state object for the next operation; <see langword="null"/> unless this one has set the state.</summary>
    public object? StateObject => _state.SetObject;

    public override object? GetInput(Type inputType) => _hub.Catalog.DataConverter.Deserialize(_operation.Input, inputType);

    /// <summary>Ends the operation: code that it left running can do nothing any more.</summary>
    public EntityOperationEffects End()
    {
        var (signals, starts) = _context.End();
        return new EntityOperationEffects(_state.End(), signals, starts);
    }
}
