namespace FunctionsJobs.Conformance.Hosts;

/// <summary>
/// What a host can do beyond the common ground. The embedded host has every feature; the real packages' in-memory test service
/// stands in for the storage providers and lacks some. A test that needs one names it, and is reported as skipped where it is missing.
/// </summary>
[Flags]
public enum HostFeatures
{
    None = 0,

    /// <summary>Honours <c>StartOrchestrationOptions.StartAt</c>; the test service starts at once.</summary>
    ScheduledStart = 1 << 0,

    /// <summary>
    /// Refuses by default to replace an instance that is not finished, as the storage providers do; the test service leaves that to
    /// explicit dedupe statuses.
    /// </summary>
    DefaultDedupe = 1 << 1,

    /// <summary>Refuses to start an orchestrator that does not exist, as a function app does.</summary>
    StartChecksTheName = 1 << 2,

    /// <summary>A purge by filter leaves unfinished instances alone; the test service removes whatever matches.</summary>
    PurgeKeepsRunning = 1 << 3,

    /// <summary>A query leaves inputs and outputs out unless they are asked for; the test service sends them always.</summary>
    LeanQueries = 1 << 4,

    /// <summary>
    /// Carries the custom status over generations and tags to sub-orchestrations, as the engine's own dispatcher does; the test service
    /// has another one, which does not.
    /// </summary>
    CarriedState = 1 << 5,

    /// <summary>Messages sent before <c>ContinueAsNew</c> reach other instances; the test service drops them.</summary>
    SendsBeforeContinueAsNew = 1 << 6,

    /// <summary>Reports a terminated sub-orchestration to its parent as a failure with details; the real SDK fails on the missing ones.</summary>
    TerminatedChildren = 1 << 7,

    /// <summary>Terminates and purges sub-orchestrations with their parent on request.</summary>
    Recursive = 1 << 8,

    /// <summary>A thousand activities side by side within a minute; the test service copies the whole history at every step.</summary>
    WideFanOut = 1 << 9,

    /// <summary>Serves the HTTP management API; the test service has none.</summary>
    Management = 1 << 10,

    /// <summary>Durable entities.</summary>
    Entities = 1 << 11,

    /// <summary>Rewinds failed instances.</summary>
    Rewind = 1 << 12,

    /// <summary>
    /// Rewinds also where the real engine would call its code non-deterministic: when the code has gone on after a failure, with retries,
    /// timers or a compensation, or ended within a critical section.
    /// </summary>
    RewindAnything = 1 << 13,

    /// <summary>Lists instance ids by the time of their end.</summary>
    Listing = 1 << 14,

    /// <summary>Tells the history of an instance; that of the test service is empty.</summary>
    History = 1 << 15,

    /// <summary>Tells type and message of a failure as output, as the engine's own dispatcher does; the test service tells the message alone.</summary>
    FailureOutput = 1 << 16,

    /// <summary>Everything.</summary>
    All = (1 << 17) - 1,
}
