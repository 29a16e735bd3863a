namespace FunctionsJobs.Benchmarks;

/// <summary>One measured number.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit, such as <c>events/s</c> or <c>ms</c>.</param>
/// <param name="Beside">The same work done by a bare tool in the same run, in the same unit; null where there is none.</param>
/// <param name="BesideWhat">What the bare tool is.</param>
internal sealed record Figure(string What, double Value, string Unit, double? Beside = null, string? BesideWhat = null);
