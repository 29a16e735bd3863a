using FunctionsJobs.Embedded.Durable.Entities;
using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Durable;

/// <summary>
/// What the durable engine may run. The host's function discovery implements it; tests register delegates.
/// </summary>
internal interface IDurableFunctionCatalog
{
    /// <summary>Serializes inputs, outputs, events and states; the worker's serializer inside a function app.</summary>
    DataConverter DataConverter { get; }

    /// <summary>Finds an orchestrator by name, without regard to case; <see langword="null"/> when there is none.</summary>
    OrchestratorDelegate? FindOrchestrator(string name);

    /// <summary>Finds an activity by name, without regard to case; <see langword="null"/> when there is none.</summary>
    ActivityDelegate? FindActivity(string name);

    /// <summary>
    /// Finds the orchestrator that serves a version; <see langword="null"/> when there is none. A catalog whose functions are registered
    /// without versions serves all versions with the one it has.
    /// </summary>
    OrchestratorDelegate? FindOrchestrator(string name, string version) => FindOrchestrator(name);

    /// <summary>Finds the activity that serves a version; <see langword="null"/> when there is none.</summary>
    ActivityDelegate? FindActivity(string name, string version) => FindActivity(name);

    /// <summary>Finds an entity by name, without regard to case; <see langword="null"/> when there is none, as in a catalog without entities.</summary>
    EntityDelegate? FindEntity(string name) => null;
}

/// <summary>
/// Runs orchestrator code from its begin. Called on the engine's orchestration scheduler, once for every load of the instance; the
/// returned task completes when the orchestrator returns, with the serialized output.
/// </summary>
internal delegate Task<string?> OrchestratorDelegate(TaskOrchestrationContext context);

/// <summary>Runs one attempt of an activity and returns the serialized output. An exception is the activity's failure.</summary>
internal delegate Task<string?> ActivityDelegate(ActivityCall call, CancellationToken hostStopping);

/// <summary>One attempt of an activity.</summary>
/// <param name="Name">The activity's name as scheduled.</param>
/// <param name="InstanceId">The orchestration that called it.</param>
/// <param name="TaskId">The task id in that orchestration's history.</param>
/// <param name="Version">The version the activity inherits; the empty string when unversioned.</param>
/// <param name="Input">Serialized input, or <see langword="null"/>.</param>
/// <param name="TraceParent">W3C trace context of the orchestration, or <see langword="null"/>.</param>
internal sealed record ActivityCall(string Name, string InstanceId, int TaskId, string Version, string? Input, string? TraceParent);
