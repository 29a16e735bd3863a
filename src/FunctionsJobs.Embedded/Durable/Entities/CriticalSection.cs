using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>The locks of an orchestration, from the request until the release. The error texts are those of the real engine.</summary>
/// <param name="lockTaskId">The task of the request.</param>
/// <param name="entities">The locked entities, each once.</param>
internal sealed class CriticalSection(int lockTaskId, IReadOnlyList<EntityInstanceId> entities)
{
    private HashSet<EntityInstanceId>? _available;

    public int LockTaskId { get; } = lockTaskId;

    public IReadOnlyList<string> EntityIds { get; } = [.. entities.Select(entity => entity.ToString())];

    /// <summary>Locked entities that no call is open to; none before the locks are given.</summary>
    public IReadOnlyList<EntityInstanceId> Available => _available is null ? [] : [.. entities.Where(_available.Contains)];

    /// <summary>All locks are held.</summary>
    public void Enter() => _available = [.. entities];

    /// <summary>Begins a call.</summary>
    /// <exception cref="InvalidOperationException">The entity must not be called now.</exception>
    public void BeginCall(EntityInstanceId entity)
    {
        if (_available is null)
        {
            throw new InvalidOperationException("Must await the completion of the lock request prior to calling any entity.");
        }

        if (!_available.Remove(entity))
        {
            throw new InvalidOperationException(entities.Contains(entity)
                ? "Must not call an entity from a critical section while a prior call to the same entity is still pending."
                : "Must not call an entity from a critical section if it is not one of the locked entities.");
        }
    }

    /// <summary>A call has its answer; the next one may begin.</summary>
    public void EndCall(EntityInstanceId entity) => _available?.Add(entity);

    /// <exception cref="InvalidOperationException">The entity is locked: a signal would wait until the section is left.</exception>
    public void CheckSignal(EntityInstanceId entity)
    {
        if (entities.Contains(entity))
        {
            throw new InvalidOperationException("Must not signal a locked entity from a critical section.");
        }
    }
}
