namespace FunctionsJobs.Benchmarks;

/// <summary>One measured number.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit, such as <c>events/s</c> or <c>ms</c>.</param>
/// <param name="Beside">The same work done by a bare tool, or under other conditions, in the same run and unit; null where there is none.</param>
/// <param name="BesideWhat">What the other number is.</param>
/// <param name="Mark">The mark to beat, in words such as <c>at least 7,000</c>; null where there is none.</param>
internal sealed record Figure(string What, double Value, string Unit, double? Beside = null, string? BesideWhat = null, string? Mark = null);
