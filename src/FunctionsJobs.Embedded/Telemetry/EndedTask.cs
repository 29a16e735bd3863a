using FunctionsJobs.Embedded.Durable.History;

namespace FunctionsJobs.Embedded.Telemetry;

/// <summary>A task of an orchestration whose end a turn has recorded.</summary>
/// <param name="Action">What began it.</param>
/// <param name="BeganAt">UTC.</param>
/// <param name="Failure">Why it failed, when it did.</param>
internal sealed record EndedTask(OrchestratorAction Action, DateTime BeganAt, Failure? Failure);
