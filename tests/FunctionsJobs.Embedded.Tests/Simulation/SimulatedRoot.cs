namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>What clients do with one instance id, run after run.</summary>
internal sealed class SimulatedRoot
{
    public SimulatedRoot(string id, Random random, ScriptWriter writer)
    {
        InstanceId = id;
        Scripts = [.. Enumerable.Range(0, random.Next(3) == 0 ? 2 : 1).Select(_ => writer.Write())];
        StartDelay = random.Next(5) == 0 ? TimeSpan.FromSeconds(random.Next(1, 10_000)) : null;
        Suspensions = random.Next(3) == 0 ? random.Next(1, 3) : 0;
        IsTerminated = random.Next(6) == 0;
        TerminatesChildren = random.Next(2) == 0;
        IsPurged = random.Next(4) == 0;
        IsStartedTwice = random.Next(4) == 0;
    }

    public string InstanceId { get; }

    /// <summary>What its runs play.</summary>
    public IReadOnlyList<Script> Scripts { get; }

    /// <summary>How long after the call a run begins.</summary>
    public TimeSpan? StartDelay { get; }

    /// <summary>How often a run is suspended, and resumed.</summary>
    public int Suspensions { get; }

    public bool IsTerminated { get; }

    public bool TerminatesChildren { get; }

    /// <summary>Whether a run is purged before the next one begins.</summary>
    public bool IsPurged { get; }

    /// <summary>Whether a client tries to start it while it runs.</summary>
    public bool IsStartedTwice { get; }
}
