namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>What one simulated orchestration does; its input. The outcome depends on nothing else, whatever happens when.</summary>
internal sealed record Script
{
    public required IReadOnlyList<Act> Acts { get; init; }

    /// <summary>How many times it is played, each time as a new execution.</summary>
    public int Generations { get; init; } = 1;

    /// <summary>The present one, from 0.</summary>
    public int Generation { get; init; }

    /// <summary>What the generations before came to.</summary>
    public string Output { get; init; } = "";

    /// <summary>Whether it fails at the end.</summary>
    public bool Fails { get; init; }
}
