namespace FunctionsJobs.Embedded.Storage;

/// <summary>The stored state of one entity.</summary>
internal sealed class EntityRecord
{
    /// <summary><c>@name@key</c>, name in lower case.</summary>
    public required string EntityId { get; init; }

    /// <summary>Serialized user state; <see langword="null"/> when the entity has none (it may still hold a lock).</summary>
    public string? State { get; init; }

    public required DateTime LastModifiedAt { get; init; }

    /// <summary>Instance id of the orchestration that holds the lock, or <see langword="null"/>.</summary>
    public string? LockedBy { get; init; }

    /// <summary>The engine's own bookkeeping for the entity, as JSON.</summary>
    public string? Detail { get; init; }

    /// <summary>Set to remove the row.</summary>
    public bool Delete { get; init; }
}
