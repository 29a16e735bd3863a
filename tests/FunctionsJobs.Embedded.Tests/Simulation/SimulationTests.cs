using Xunit.Abstractions;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>Random orchestrations under random faults come to what they come to without faults. See <see cref="Simulation"/>.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Simulation_WhenAnythingFails_EndsAsWithoutFaults(bool forceReplay)
    {
        var results = SimulationSettings.Seeds.Select(seed => Simulation.Run(seed, forceReplay)).ToList();

        output.WriteLine(
            $"{results.Count} seeds: {results.Sum(result => result.Runs)} runs, {results.Sum(result => result.Activities)} activities, "
            + $"{results.Sum(result => result.Faults)} faults, {results.Sum(result => result.Processes)} processes, {results.Sum(result => result.Happenings)} happenings, at most {results.Max(result => result.Happenings)}");
        output.WriteLine($"last trace: {results[^1].TraceHash}");
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(8, true)]
    public void Simulation_WhenRepeated_IsTheSame(int seed, bool forceReplay)
    {
        Assert.Equal(Simulation.Run(seed, forceReplay), Simulation.Run(seed, forceReplay));
    }

    [Theory]
    [InlineData(StoreDefect.LosesMessages)]
    [InlineData(StoreDefect.RepeatsMessages)]
    [InlineData(StoreDefect.LosesTurns)]
    public void Simulation_WhenTheStoreIsDefective_FindsIt(StoreDefect defect)
    {
        var failure = Assert.Throws<SimulationFailedException>(() =>
        {
            for (var seed = 1; seed <= 40; seed++)
            {
                Simulation.Run(seed, forceReplay: seed % 2 == 0, defect);
            }
        });

        output.WriteLine(failure.Message);
        Assert.Contains(SimulationSettings.SeedVariable, failure.Message, StringComparison.Ordinal);
    }
}
