using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>An entity as read from the task hub.</summary>
[JsonConverter(typeof(EntityMetadataConverter))]
public class EntityMetadata<TState>(EntityInstanceId id)
{
    private readonly TState? _state;

    public EntityMetadata(EntityInstanceId id, TState? state)
        : this(id)
    {
        IncludesState = state is not null;
        _state = state;
    }

    public EntityInstanceId Id { get; } = id != default ? id : throw new ArgumentException($"The default value of {nameof(EntityInstanceId)} is no entity.", nameof(id));

    public DateTimeOffset LastModifiedTime { get; init; }

    /// <summary>Operations that wait.</summary>
    public int BacklogQueueSize { get; init; }

    /// <summary>Instance id of the orchestration that holds the lock.</summary>
    public string? LockedBy { get; init; }

    [MemberNotNullWhen(true, nameof(State), nameof(_state))]
    public bool IncludesState { get; }

    /// <exception cref="InvalidOperationException">The state was not read, or there is none.</exception>
    public TState State => IncludesState ? _state : throw new InvalidOperationException($"Cannot retrieve state when {nameof(IncludesState)}=false");
}
