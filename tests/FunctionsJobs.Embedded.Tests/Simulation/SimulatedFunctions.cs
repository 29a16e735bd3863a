using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.Entities;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>The functions of one simulated process: activities and entities end when the agenda says so.</summary>
internal sealed class SimulatedFunctions(Agenda agenda, Random random, Witness witness) : IDurableFunctionCatalog
{
    public DataConverter DataConverter => JsonDataConverter.Default;

    public OrchestratorDelegate? FindOrchestrator(string name) =>
        name == ScriptPlayer.Name ? async context => DataConverter.Serialize(await ScriptPlayer.PlayAsync(context)) : null;

    public ActivityDelegate? FindActivity(string name) => name == ScriptPlayer.Activity ? (call, _) => WorkAsync(call) : null;

    public EntityDelegate? FindEntity(string name) => name.Equals(Register.Name, StringComparison.OrdinalIgnoreCase) ? (batch, _) => ServeAsync(batch) : null;

    private async Task<string?> WorkAsync(ActivityCall call)
    {
        var fails = witness.OnActivity(call);
        var input = DataConverter.Deserialize<WorkInput>(call.Input)!;
        await HappensAsync($"end of {input.Key}");
        return fails ? throw new InvalidOperationException($"{input.Key} fails") : DataConverter.Serialize(input.Key);
    }

    private async Task ServeAsync(EntityBatch batch)
    {
        if (random.Next(2) == 0)
        {
            await HappensAsync($"service of {batch.Id}");
        }

        await batch.RunAsync(new Register());
    }

    private Task HappensAsync(string label)
    {
        // What waits for it goes on in the agenda's call.
        var happened = new TaskCompletionSource();
        agenda.Add(label, happened.SetResult);
        return happened.Task;
    }
}
