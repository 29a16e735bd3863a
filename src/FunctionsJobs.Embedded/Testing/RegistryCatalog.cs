using FunctionsJobs.Embedded.Durable;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Testing;

/// <summary>Gives the engine what a <see cref="DurableTaskRegistry"/> holds. Each activity runs in a service scope of its own.</summary>
internal sealed class RegistryCatalog(DurableTaskRegistry registry, IServiceProvider services) : IDurableFunctionCatalog
{
    public DataConverter DataConverter { get; } = services.GetRequiredService<DataConverter>();

    public OrchestratorDelegate? FindOrchestrator(string name) =>
        registry.Orchestrators.Knows(name) ? context => RunAsync(name, context) : null;

    public ActivityDelegate? FindActivity(string name) =>
        registry.Activities.Knows(name) ? (call, _) => RunAsync(call) : null;

    private async Task<string?> RunAsync(string name, TaskOrchestrationContext context)
    {
        var create = registry.Orchestrators.Find(name, context.Version)
            ?? throw new InvalidOperationException($"No orchestrator task named '{name}' with version '{context.Version}' was found.");
        var orchestrator = create(services);
        var output = await orchestrator.RunAsync(context, OrchestrationInput.Read(context, orchestrator.InputType));
        return DataConverter.Serialize(output);
    }

    private async Task<string?> RunAsync(ActivityCall call)
    {
        var create = registry.Activities.Find(call.Name, call.Version)
            ?? throw new InvalidOperationException($"No activity task named '{call.Name}' with version '{call.Version}' was found.");
        await using var scope = services.CreateAsyncScope();
        var activity = create(scope.ServiceProvider);
        var input = DataConverter.Deserialize(call.Input, activity.InputType);
        var output = await activity.RunAsync(new CalledActivityContext(call), input);
        return DataConverter.Serialize(output);
    }
}
