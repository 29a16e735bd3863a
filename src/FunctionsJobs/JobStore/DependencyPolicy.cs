namespace FunctionsJobs.JobStore;

/// <summary>What becomes of a waiting job when one it depends on fails or is cancelled. Persisted by the names of <see cref="DependencyPolicyNames"/>.</summary>
public enum DependencyPolicy
{
    /// <summary>It fails, with a fault of the category <c>dependency</c>.</summary>
    Fail,

    /// <summary>It is cancelled.</summary>
    Cancel,

    /// <summary>It runs all the same, once the others have ended too.</summary>
    Ignore,
}
