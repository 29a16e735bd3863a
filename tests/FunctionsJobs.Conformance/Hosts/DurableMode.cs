namespace FunctionsJobs.Conformance.Hosts;

/// <summary>A way to run the suite. Which ones exist depends on the packages the suite was compiled against.</summary>
public enum DurableMode
{
    /// <summary>The embedded host as it is used: instances stay in memory between their events.</summary>
    Embedded,

    /// <summary>The embedded host, replaying each instance from its history after every event.</summary>
    EmbeddedReplaying,

    /// <summary>The real SDK and engine over the in-memory test service of its packages, which always replays.</summary>
    RealEngine,
}
