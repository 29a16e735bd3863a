namespace FunctionsJobs.Embedded.Durable;

/// <summary>How a task hub is, at one moment.</summary>
/// <param name="State">Where the engine stands.</param>
/// <param name="Fault">Why it stopped; <see langword="null"/> unless it is faulted.</param>
/// <param name="InstancesInMemory">Instances that run, or wait with their state in memory.</param>
/// <param name="InstancesToStart">Pending instances that wait for room.</param>
/// <param name="ActivitiesRunning">Activities that run.</param>
/// <param name="ActivitiesWaiting">Activities that wait for a free place.</param>
/// <param name="Timers">Durable timers, delayed messages and scheduled starts that are not due.</param>
internal sealed record TaskHubHealth(
    TaskHubEngineState State, string? Fault, int InstancesInMemory, int InstancesToStart, int ActivitiesRunning, int ActivitiesWaiting, int Timers);
