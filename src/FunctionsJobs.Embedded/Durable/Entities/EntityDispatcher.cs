using System.Collections.Concurrent;
using FunctionsJobs.Embedded.Durable.Dispatch;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>The entities that have something to do. Entities take turns in the order in which they ask for them, a batch of operations each.</summary>
/// <param name="hub">The task hub.</param>
/// <param name="limit">The most entities whose code runs at the same time.</param>
/// <param name="start">Runs turns.</param>
/// <param name="hostStopping">Cancelled when code that still runs is to give up.</param>
internal sealed class EntityDispatcher(TaskHubRuntime hub, int limit, WorkStart start, CancellationToken hostStopping)
{
    private readonly ConcurrentDictionary<string, EntityActor> _actors = new(StringComparer.Ordinal);

    public TurnGate Gate { get; } = new(limit, start);

    public CancellationToken HostStopping { get; } = hostStopping;

    /// <summary>Entities in memory: at work, or waiting for a lock to be released.</summary>
    public int Count => _actors.Count;

    /// <summary>Gives a message to an entity.</summary>
    public void Deliver(string entityId, InboxItem item)
    {
        while (true)
        {
            var actor = _actors.GetOrAdd(entityId, static (id, hub) => new EntityActor(hub, id), hub);
            if (actor.Post(item))
            {
                return;
            }

            _actors.TryRemove(KeyValuePair.Create(entityId, actor));
        }
    }

    /// <summary>Requests that wait at an entity, those under way not counted.</summary>
    public int BacklogOf(string entityId) => _actors.TryGetValue(entityId, out var actor) ? actor.Backlog : 0;

    /// <summary>Forgets an entity that has nothing to do.</summary>
    public void Remove(EntityActor actor) => _actors.TryRemove(KeyValuePair.Create(actor.EntityId, actor));

    /// <summary>Lets no more batches begin.</summary>
    /// <returns>Completes when those that run are committed.</returns>
    public Task StopAsync() => Gate.CloseAsync();
}
