using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

/// <summary>What tests ask of the entities of a hub.</summary>
internal static class EntityHubExtensions
{
    /// <summary>Waits until the entity's state is the given one.</summary>
    public static Task EntityHoldsAsync<T>(this TestTaskHub hub, EntityInstanceId id, T state) => Eventually.HoldsAsync(
        async () => await hub.Client.Entities.GetEntityAsync<T>(id) is { } entity && EqualityComparer<T>.Default.Equals(entity.State, state),
        $"{id} holds {state}");

    /// <summary>Waits until there is no such entity.</summary>
    public static Task EntityIsGoneAsync(this TestTaskHub hub, EntityInstanceId id) =>
        Eventually.HoldsAsync(async () => await hub.Client.Entities.GetEntityAsync(id) is null, $"{id} is gone");

    public static async Task<List<T>> ToListAsync<T>(this AsyncPageable<T> pages)
        where T : notnull
    {
        var all = new List<T>();
        await foreach (var item in pages)
        {
            all.Add(item);
        }

        return all;
    }
}
