namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What a clean-up of the entity storage did.</summary>
public readonly record struct CleanEntityStorageResult
{
    public int EmptyEntitiesRemoved { get; init; }

    public int OrphanedLocksReleased { get; init; }

    /// <summary>Where to go on; <see langword="null"/> when everything was cleaned.</summary>
    public string? ContinuationToken { get; init; }
}
