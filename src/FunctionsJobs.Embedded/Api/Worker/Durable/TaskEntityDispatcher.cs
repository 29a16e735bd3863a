using FunctionsJobs.Embedded.Durable.Entities;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives the operations of an entity to its code.</summary>
/// <remarks>The function has to return or await the task: its operations are committed when the function has ended.</remarks>
public sealed class TaskEntityDispatcher
{
    private readonly EntityBatch _batch;
    private readonly IServiceProvider _services;

    internal TaskEntityDispatcher(EntityBatch batch, IServiceProvider services)
    {
        _batch = batch;
        _services = services;
    }

    /// <summary>Runs the operations on an entity object.</summary>
    public Task DispatchAsync(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return _batch.RunAsync(entity);
    }

    /// <summary>
    /// Runs the operations on an object of <typeparamref name="T"/>: when it is an <see cref="ITaskEntity"/>, on one that is created with the
    /// invocation's services; otherwise on the entity's state, which is a <typeparamref name="T"/> then.
    /// </summary>
    public Task DispatchAsync<T>() => typeof(ITaskEntity).IsAssignableFrom(typeof(T))
        ? DispatchAsync((ITaskEntity)ActivatorUtilities.GetServiceOrCreateInstance<T>(_services)!)
        : DispatchAsync(new StateEntity<T>());

    /// <summary>Runs each operation by a delegate.</summary>
    public Task DispatchAsync(Func<TaskEntityOperation, ValueTask<object?>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return DispatchAsync(new DelegateEntity(handler));
    }

    private sealed class StateEntity<T> : TaskEntity<T>
    {
        protected override bool AllowStateDispatch => true;
    }

    private sealed class DelegateEntity(Func<TaskEntityOperation, ValueTask<object?>> handler) : ITaskEntity
    {
        public ValueTask<object?> RunAsync(TaskEntityOperation operation) => handler(operation);
    }
}
