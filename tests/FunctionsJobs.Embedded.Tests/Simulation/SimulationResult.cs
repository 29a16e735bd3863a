namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>What a simulation went through.</summary>
/// <param name="TraceHash">Of everything that happened, in order: the same for the same seed.</param>
/// <param name="Happenings">How many things happened.</param>
/// <param name="Processes">How many processes there were, one after the other.</param>
/// <param name="Faults">Crashes, failed reads and writes, clock jumps.</param>
/// <param name="Runs">Runs of orchestrations, sub-orchestrations among them.</param>
/// <param name="Activities">Activities that were run, repetitions after crashes among them.</param>
internal sealed record SimulationResult(string TraceHash, int Happenings, int Processes, int Faults, int Runs, int Activities);
