using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>One call of a client.</summary>
/// <param name="Label">Names it; a client does not begin an errand that is under way.</param>
/// <param name="RunAsync">Makes the call.</param>
/// <param name="IsDurable">What must be so when the call has returned without an exception.</param>
internal sealed record Errand(string Label, Func<DurableTaskClient, Task> RunAsync, Func<bool> IsDurable);
