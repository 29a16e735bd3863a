namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What a clean-up of the entity storage does.</summary>
public readonly record struct CleanEntityStorageRequest
{
    /// <summary>Everything, from the begin.</summary>
    public static CleanEntityStorageRequest Default => new() { RemoveEmptyEntities = true, ReleaseOrphanedLocks = true };

    /// <summary>Whether entities without state and lock are removed.</summary>
    public bool RemoveEmptyEntities { get; init; }

    /// <summary>Whether locks of orchestrations that no longer run are released.</summary>
    public bool ReleaseOrphanedLocks { get; init; }

    public string? ContinuationToken { get; init; }
}
