namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>A simulation found something that must not be; the message says how to repeat it.</summary>
public sealed class SimulationFailedException(int seed, string violation, IEnumerable<string> trace) : Exception(
    $"""
    Seed {seed}: {violation}
    Repeat it with: {SimulationSettings.SeedVariable}={seed} dotnet test tests/FunctionsJobs.Embedded.Tests --filter FullyQualifiedName~{nameof(SimulationTests)}
    The last of what happened:
    {string.Join(Environment.NewLine, trace)}
    """)
{
    public string Violation { get; } = violation;
}
