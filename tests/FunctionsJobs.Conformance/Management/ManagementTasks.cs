using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Management;

/// <summary>The orchestrators that the tests of the management API start.</summary>
internal static class ManagementTasks
{
    /// <summary>Returns its input.</summary>
    public const string Echo = nameof(Echo);

    /// <summary>Sets the custom status <c>waiting</c> and returns the payload of the event <c>Go</c>.</summary>
    public const string Wait = nameof(Wait);

    /// <summary>Fails with the message <c>broken</c>.</summary>
    public const string Break = nameof(Break);

    /// <summary>Returns its version.</summary>
    public const string TellVersion = nameof(TellVersion);

    /// <summary>Calls an activity, then <see cref="Echo"/>, with its input, and returns it.</summary>
    public const string Call = nameof(Call);

    /// <summary>Calls an activity that fails with the message <c>broken once</c> when it is called for the first time, and returns its input.</summary>
    public const string CallOnceBroken = nameof(CallOnceBroken);

    /// <summary>Starts a host that serves the management API.</summary>
    public static Task<IDurableHost> StartHostAsync(DurableMode mode) =>
        mode.StartAsync(tasks => Register(tasks), new HostSettings { ServeManagement = true });

    private static DurableTaskRegistry Register(DurableTaskRegistry tasks)
    {
        var calls = 0;
        return RegisterOrchestrators(tasks)
            .AddActivityFunc<string, string>("Work", (_, input) => input)
            .AddActivityFunc<string, string>("OnceBroken", (_, input) =>
                Interlocked.Increment(ref calls) == 1 ? throw new InvalidOperationException("broken once") : input);
    }

    private static DurableTaskRegistry RegisterOrchestrators(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string, string>(Call, async (context, input) =>
        {
            await context.CallActivityAsync<string>("Work", input);
            return await context.CallSubOrchestratorAsync<string>(Echo, input);
        })
        .AddOrchestratorFunc<string, string>(CallOnceBroken, (context, input) => context.CallActivityAsync<string>("OnceBroken", input))
        .AddOrchestratorFunc<string, string>(Echo, (_, input) => Task.FromResult(input))
        .AddOrchestratorFunc<string?>(Wait, async context =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<string?>("Go");
        })
        .AddOrchestratorFunc<string>(Break, Task<string> (_) => throw new InvalidOperationException("broken"))
        .AddOrchestratorFunc<string>(TellVersion, context => Task.FromResult(context.Version));

    /// <summary>Starts an instance under a given id and waits for its end.</summary>
    public static async Task<OrchestrationMetadata> RunUnderIdAsync(this IDurableHost host, string orchestrator, string instanceId, string? input = null) =>
        await host.RunAsync(orchestrator, input, new StartOrchestrationOptions(instanceId));

    /// <summary>Starts an instance that waits, and returns once it does.</summary>
    public static async Task<string> StartWaitingAsync(this IDurableHost host, string? instanceId = null)
    {
        var id = await host.StartAsync(Wait, null, new StartOrchestrationOptions(instanceId));
        await host.UntilCustomStatusAsync(id, "waiting");
        return id;
    }
}
