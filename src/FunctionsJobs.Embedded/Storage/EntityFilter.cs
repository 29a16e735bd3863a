namespace FunctionsJobs.Embedded.Storage;

/// <summary>Which entities a query reads; every condition that is set must hold.</summary>
internal sealed record EntityFilter
{
    /// <summary>Ordinal prefix of <see cref="EntityRecord.EntityId"/>; taken literally.</summary>
    public string? EntityIdPrefix { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTime? LastModifiedFrom { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTime? LastModifiedTo { get; init; }

    /// <summary>Also entities that have no state, but a lock or bookkeeping.</summary>
    public bool WithoutState { get; init; }

    /// <summary>Whether <see cref="EntityRecord.State"/> is read; otherwise it is <see langword="null"/>.</summary>
    public bool WithPayloads { get; init; }
}
