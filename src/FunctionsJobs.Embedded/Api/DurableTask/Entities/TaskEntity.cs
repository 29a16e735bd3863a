namespace Microsoft.DurableTask.Entities;

/// <summary>An entity whose operations are the public methods of the derived class.</summary>
/// <remarks>An operation <c>delete</c> exists unless the class declares one; a <see langword="null"/> state deletes the entity.</remarks>
public abstract class TaskEntity<TState> : ITaskEntity
{
    /// <summary>Whether operations without a method here go to the methods of the state.</summary>
    protected virtual bool AllowStateDispatch => false;

    /// <summary>The state during an operation; stored when the operation succeeds.</summary>
    protected TState State { get; set; } = default!;

    protected TaskEntityContext Context { get; private set; } = null!;

    /// <exception cref="NotSupportedException">No method fits the operation.</exception>
    public ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Context = operation.Context;
        State = operation.State.GetState(typeof(TState)) is { } stored ? (TState)stored : InitializeState(operation);
        if (operation.TryDispatch(this, out var result, out var returnType) || TryDispatchToState(operation, out result, out returnType))
        {
            return TaskEntityResult.UnwrapAsync(operation.State, () => State, result, returnType);
        }

        if (string.Equals(operation.Name, "delete", StringComparison.OrdinalIgnoreCase))
        {
            operation.State.SetState(null);
            return default;
        }

        throw new NotSupportedException($"No suitable method found for entity operation '{operation}'.");
    }

    /// <summary>The state of an entity that has none yet; a new <typeparamref name="TState"/> unless overridden.</summary>
    protected virtual TState InitializeState(TaskEntityOperation entityOperation) =>
        Nullable.GetUnderlyingType(typeof(TState)) is { } valueType ? (TState)Activator.CreateInstance(valueType)! : Activator.CreateInstance<TState>();

    private bool TryDispatchToState(TaskEntityOperation operation, out object? result, out Type returnType)
    {
        if (!AllowStateDispatch)
        {
            result = null;
            returnType = typeof(void);
            return false;
        }

        return State is null
            ? throw new InvalidOperationException("The operation goes to the entity's state, but the state is null.")
            : operation.TryDispatch(State, out result, out returnType);
    }
}
