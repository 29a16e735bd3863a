using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>A called operation returned.</summary>
internal sealed record EntityOperationCompleted : HistoryEvent
{
    /// <summary>Serialized result.</summary>
    public string? Result { get; init; }

    public override string Type => HistoryEventType.EntityOperationCompleted;

    protected override string? StoredPayload => Result;

    public static EntityOperationCompleted Read(HistoryRecord record) => new() { TaskId = record.TaskId, Result = record.Payload };
}
