namespace FunctionsJobs.Embedded.Storage;

/// <summary>Something on its way to an instance or an entity; also a durable timer, when <see cref="DueAt"/> is set.</summary>
internal sealed class MessageRecord
{
    /// <summary>Assigned by the store in the order of enqueueing; 0 before.</summary>
    public long Id { get; set; }

    /// <summary>Instance id of the receiver; <c>@name@key</c> for an entity.</summary>
    public required string Target { get; init; }

    /// <summary>A persisted message kind string; append-only, see <c>Durable/Dispatch</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>UTC; not delivered before. <see langword="null"/> for at once.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>Task id in the receiver's history that it completes; -1 for none.</summary>
    public int TaskId { get; init; } = -1;

    /// <summary>Name of the event or operation, when it has one.</summary>
    public string? Name { get; init; }

    /// <summary>Serialized payload.</summary>
    public string? Payload { get; init; }

    /// <summary>The rest, as JSON.</summary>
    public string? Detail { get; init; }
}
