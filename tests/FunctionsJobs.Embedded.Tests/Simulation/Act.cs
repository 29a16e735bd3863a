namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>What a simulated orchestrator can do.</summary>
internal enum ActKind
{
    /// <summary>Calls an activity that fails a number of times, with a number of attempts.</summary>
    Call,

    /// <summary>Waits for a durable timer, and looks at the time.</summary>
    Timer,

    /// <summary>Lets an activity and a timer race, and cancels the timer when it loses.</summary>
    Race,

    /// <summary>Waits for an event from outside.</summary>
    Event,

    /// <summary>Waits for an event from outside, a while at a time.</summary>
    PatientEvent,

    /// <summary>Waits for the event that the parent sends.</summary>
    Listen,

    /// <summary>Calls a sub-orchestration.</summary>
    Child,

    /// <summary>Calls a sub-orchestration and sends it an event.</summary>
    Dialog,

    /// <summary>Does several acts at once.</summary>
    Together,

    /// <summary>Calls an entity.</summary>
    Ask,

    /// <summary>Calls an operation of an entity that fails.</summary>
    AskInVain,

    /// <summary>Signals an entity.</summary>
    Tell,

    /// <summary>Signals an entity for later.</summary>
    TellLater,

    /// <summary>Calls entities while it holds their locks.</summary>
    Lock,

    /// <summary>Sets the custom status.</summary>
    Status,
}

/// <summary>One act of a simulated orchestrator.</summary>
internal sealed record Act
{
    public required ActKind Kind { get; init; }

    /// <summary>Unique among all acts of a simulation.</summary>
    public required string Key { get; init; }

    /// <summary>How many attempts of a call fail.</summary>
    public int Failures { get; init; }

    /// <summary>How many attempts a call has.</summary>
    public int Attempts { get; init; } = 1;

    public int Seconds { get; init; }

    /// <summary>Whether an event shares its name with others, so that their order shows.</summary>
    public bool SharesName { get; init; }

    /// <summary>Whether a sub-orchestration has an id of its own, not one that the engine makes.</summary>
    public bool NamesChild { get; init; }

    public Script? Child { get; init; }

    public IReadOnlyList<Act> Acts { get; init; } = [];

    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>The name of the event that it waits for.</summary>
    public string EventName(int generation) => SharesName ? "tick" : $"{Key}.{generation}";

    /// <summary>What tells its effects from those of other acts and generations.</summary>
    public string EffectKey(int generation) => $"{Key}.{generation}";
}
