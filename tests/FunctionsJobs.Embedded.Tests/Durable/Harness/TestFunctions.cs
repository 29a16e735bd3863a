using System.Collections.Concurrent;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.Entities;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Harness;

/// <summary>Orchestrators, activities and entities of a test, as delegates. Counts the runs of every activity.</summary>
internal sealed class TestFunctions : IDurableFunctionCatalog
{
    private readonly ConcurrentDictionary<string, OrchestratorDelegate> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ActivityDelegate> _activities = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, EntityDelegate> _entities = new(StringComparer.OrdinalIgnoreCase);

    public DataConverter DataConverter { get; } = JsonDataConverter.Default;

    /// <summary>Every run of an activity, in the order of their begins.</summary>
    public ConcurrentQueue<ActivityCall> Runs { get; } = new();

    public OrchestratorDelegate? FindOrchestrator(string name) => _orchestrators.GetValueOrDefault(name);

    public ActivityDelegate? FindActivity(string name) => _activities.GetValueOrDefault(name);

    public EntityDelegate? FindEntity(string name) => _entities.GetValueOrDefault(name);

    public TestFunctions Entity<TEntity>(string name)
        where TEntity : ITaskEntity, new() => RawEntity(name, (batch, _) => batch.RunAsync(new TEntity()));

    public TestFunctions RawEntity(string name, EntityDelegate code)
    {
        _entities[name] = code;
        return this;
    }

    public TestFunctions RemoveEntity(string name)
    {
        _entities.TryRemove(name, out _);
        return this;
    }

    public TestFunctions Orchestrator<TOutput>(string name, Func<TaskOrchestrationContext, Task<TOutput>> code)
    {
        _orchestrators[name] = async context => DataConverter.Serialize(await code(context));
        return this;
    }

    public TestFunctions Orchestrator(string name, Func<TaskOrchestrationContext, Task> code)
    {
        _orchestrators[name] = async context =>
        {
            await code(context);
            return null;
        };
        return this;
    }

    public TestFunctions Activity<TInput, TOutput>(string name, Func<TInput, TOutput> code) =>
        AsyncActivity<TInput, TOutput>(name, (input, _) => Task.FromResult(code(input)));

    public TestFunctions AsyncActivity<TInput, TOutput>(string name, Func<TInput, CancellationToken, Task<TOutput>> code) =>
        RawActivity(name, async (call, stopping) => DataConverter.Serialize(await code(DataConverter.Deserialize<TInput>(call.Input)!, stopping)));

    public TestFunctions RawActivity(string name, ActivityDelegate code)
    {
        _activities[name] = (call, stopping) =>
        {
            Runs.Enqueue(call);
            return code(call, stopping);
        };
        return this;
    }

    public int RunsOf(string activity) => Runs.Count(call => string.Equals(call.Name, activity, StringComparison.OrdinalIgnoreCase));

    public TestFunctions RemoveActivity(string name)
    {
        _activities.TryRemove(name, out _);
        return this;
    }

    public TestFunctions RemoveOrchestrator(string name)
    {
        _orchestrators.TryRemove(name, out _);
        return this;
    }
}
