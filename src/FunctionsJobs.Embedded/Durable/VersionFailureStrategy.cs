namespace FunctionsJobs.Embedded.Durable;

/// <summary>What a host does with an orchestration whose version it does not run.</summary>
public enum VersionFailureStrategy
{
    /// <summary>It leaves the instance waiting, with all that was sent to it, for a host that runs its version.</summary>
    Reject,

    /// <summary>It fails the instance.</summary>
    Fail,
}
