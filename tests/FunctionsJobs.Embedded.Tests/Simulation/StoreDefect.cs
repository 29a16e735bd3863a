namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>Defects that can be planted in the store, to see that the simulation finds them.</summary>
public enum StoreDefect
{
    None,

    /// <summary>Now and then a message of a step is not stored, although it is delivered as long as the process lives.</summary>
    LosesMessages,

    /// <summary>Now and then the messages that a step consumed are not removed.</summary>
    RepeatsMessages,

    /// <summary>Now and then a turn is acknowledged that was not stored.</summary>
    LosesTurns,
}
