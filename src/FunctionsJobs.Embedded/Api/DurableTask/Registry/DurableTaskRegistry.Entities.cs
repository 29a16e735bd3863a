using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    /// <summary>Registers an entity whose instances come from a factory that may use the host's services.</summary>
    public DurableTaskRegistry AddEntity(TaskName name, Func<IServiceProvider, ITaskEntity> factory)
    {
        Entities.Add(name, TaskVersion.Unversioned, factory);
        return this;
    }

    /// <summary>Registers an entity class; an instance is created for every batch of operations, with the host's services.</summary>
    public DurableTaskRegistry AddEntity(TaskName name, Type type)
    {
        RequireConcrete<ITaskEntity>(type);
        return AddEntity(name, services => (ITaskEntity)ActivatorUtilities.CreateInstance(services, type));
    }

    /// <summary>Registers an entity class under the name its <see cref="DurableTaskAttribute"/> or the class itself has.</summary>
    public DurableTaskRegistry AddEntity(Type type)
    {
        RequireConcrete<ITaskEntity>(type);
        return AddEntity(NameOf(type), type);
    }

    /// <summary>Registers an entity class; an instance is created for every batch of operations, with the host's services.</summary>
    public DurableTaskRegistry AddEntity<TEntity>(TaskName name)
        where TEntity : class, ITaskEntity => AddEntity(name, typeof(TEntity));

    /// <summary>Registers an entity class under the name its <see cref="DurableTaskAttribute"/> or the class itself has.</summary>
    public DurableTaskRegistry AddEntity<TEntity>()
        where TEntity : class, ITaskEntity => AddEntity(typeof(TEntity));

    /// <summary>Registers one entity object, which serves all keys.</summary>
    public DurableTaskRegistry AddEntity(TaskName name, ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return AddEntity(name, _ => entity);
    }

    /// <summary>Registers one entity object under the name its <see cref="DurableTaskAttribute"/> or its class has.</summary>
    public DurableTaskRegistry AddEntity(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return AddEntity(NameOf(entity.GetType()), entity);
    }

    /// <summary>Every registered entity.</summary>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskEntity>>> GetEntities() => Entities.All;
}
