namespace FunctionsJobs.Embedded.Durable;

/// <summary>Which orchestrations a host runs, by their version.</summary>
public enum VersionMatchStrategy
{
    /// <summary>All.</summary>
    None,

    /// <summary>Those of the host's version.</summary>
    Strict,

    /// <summary>Those of the host's version and of older ones.</summary>
    CurrentOrOlder,
}
