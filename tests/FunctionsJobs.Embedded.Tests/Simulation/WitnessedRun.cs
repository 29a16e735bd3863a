using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>What became durable of one run: an instance from its creation to its end.</summary>
internal sealed class WitnessedRun(InstanceRecord created, Script script)
{
    public long Key { get; } = created.Key;

    public string InstanceId { get; } = created.InstanceId;

    public DateTime? StartAt { get; } = created.StartAt;

    public ScriptModel Expected { get; } = ScriptModel.Of(script);

    public string Status { get; set; } = InstanceStatus.Pending;

    public bool HasEnded => InstanceStatus.IsTerminal(Status);

    public bool IsPurged { get; set; }

    /// <summary>The history of the present execution.</summary>
    public List<HistoryRecord> History { get; } = [];

    /// <summary>When the timers of the present execution are due, by their task.</summary>
    public Dictionary<int, DateTime> Timers { get; } = [];

    /// <summary>Events from outside that were accepted, by name.</summary>
    public Dictionary<string, int> Raised { get; } = new(StringComparer.Ordinal);

    public int Suspensions { get; set; }

    public int Resumptions { get; set; }

    public bool TerminationAccepted { get; set; }

    public override string ToString() => $"{InstanceId} ({Status}, {History.Count} events)";
}
