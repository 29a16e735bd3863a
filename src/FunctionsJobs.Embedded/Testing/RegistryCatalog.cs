using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.Entities;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Testing;

/// <summary>Gives the engine what a <see cref="DurableTaskRegistry"/> holds. Each activity, and each batch of operations of an entity, runs in a service scope of its own.</summary>
internal sealed class RegistryCatalog(DurableTaskRegistry registry, IServiceProvider services) : IDurableFunctionCatalog
{
    public DataConverter DataConverter { get; } = services.GetRequiredService<DataConverter>();

    public OrchestratorDelegate? FindOrchestrator(string name) => Delegate(registry.Orchestrators.FindAny(name));

    public OrchestratorDelegate? FindOrchestrator(string name, string version) => Delegate(registry.Orchestrators.Find(name, version));

    public ActivityDelegate? FindActivity(string name) => Delegate(registry.Activities.FindAny(name));

    public ActivityDelegate? FindActivity(string name, string version) => Delegate(registry.Activities.Find(name, version));

    public EntityDelegate? FindEntity(string name) => Delegate(registry.Entities.FindAny(name));

    private OrchestratorDelegate? Delegate(Func<IServiceProvider, ITaskOrchestrator>? create) =>
        create is null ? null : context => RunAsync(create, context);

    private ActivityDelegate? Delegate(Func<IServiceProvider, ITaskActivity>? create) =>
        create is null ? null : (call, _) => RunAsync(create, call);

    private EntityDelegate? Delegate(Func<IServiceProvider, ITaskEntity>? create) =>
        create is null ? null : (batch, _) => RunAsync(create, batch);

    private async Task<string?> RunAsync(Func<IServiceProvider, ITaskOrchestrator> create, TaskOrchestrationContext context)
    {
        var orchestrator = create(services);
        var output = await orchestrator.RunAsync(context, OrchestrationInput.Read(context, orchestrator.InputType));
        return DataConverter.Serialize(output);
    }

    private async Task<string?> RunAsync(Func<IServiceProvider, ITaskActivity> create, ActivityCall call)
    {
        await using var scope = services.CreateAsyncScope();
        var activity = create(scope.ServiceProvider);
        var input = DataConverter.Deserialize(call.Input, activity.InputType);
        var output = await activity.RunAsync(new CalledActivityContext(call), input);
        return DataConverter.Serialize(output);
    }

    private async Task RunAsync(Func<IServiceProvider, ITaskEntity> create, EntityBatch batch)
    {
        await using var scope = services.CreateAsyncScope();
        await batch.RunAsync(create(scope.ServiceProvider));
    }
}
