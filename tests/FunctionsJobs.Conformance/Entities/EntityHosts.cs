using Microsoft.DurableTask;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Conformance.Entities;

/// <summary>The steps most entity tests are made of.</summary>
internal static class EntityHosts
{
    public static EntityInstanceId Id(string key) => new(nameof(Counter), key);

    /// <summary>Starts a host with the counter and an orchestrator of the test.</summary>
    public static Task<IDurableHost> StartAsync<T>(DurableMode mode, Func<TaskOrchestrationContext, Task<T>> orchestrator) =>
        mode.StartAsync(tasks => tasks.AddEntity<Counter>().AddOrchestratorFunc<T>("Run", orchestrator));

    /// <summary>Starts a host with the counter only.</summary>
    public static Task<IDurableHost> StartAsync(DurableMode mode) => mode.StartAsync(tasks => tasks
        .AddEntity<Counter>()
        .AddOrchestratorFunc<int, int>("Started", (_, input) => input));

    /// <summary>Waits until the state of an entity meets a condition.</summary>
    public static async Task<EntityMetadata<T>?> UntilAsync<T>(
        this IDurableHost host, EntityInstanceId id, Func<EntityMetadata<T>?, bool> condition)
    {
        using var limit = new CancellationTokenSource(DurableHostExtensions.Limit);
        while (!limit.IsCancellationRequested)
        {
            var entity = await host.Client.Entities.GetEntityAsync<T>(id);
            if (condition(entity))
            {
                return entity;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        throw new TimeoutException($"Entity {id} did not get where it should within {DurableHostExtensions.Limit}.");
    }

    public static Task<EntityMetadata<int>?> UntilAsync(this IDurableHost host, EntityInstanceId id, int state) =>
        host.UntilAsync<int>(id, entity => entity is { IncludesState: true } && entity.State == state);
}
