using System.Globalization;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>Which simulations a run of the tests makes; environment variables choose others than the usual ones.</summary>
public static class SimulationSettings
{
    /// <summary>Only this seed.</summary>
    public const string SeedVariable = "FUNCTIONSJOBS_SIMULATION_SEED";

    /// <summary>This many seeds, from 1.</summary>
    public const string CountVariable = "FUNCTIONSJOBS_SIMULATION_COUNT";

    private const int UsualCount = 200;

    /// <summary>The seeds of this run.</summary>
    public static IReadOnlyList<int> Seeds { get; } =
        Read(SeedVariable) is { } seed ? [seed] : [.. Enumerable.Range(1, Read(CountVariable) ?? UsualCount)];

    private static int? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
