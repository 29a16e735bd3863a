using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>An activity returned.</summary>
internal sealed record TaskCompleted : HistoryEvent
{
    /// <summary>Serialized output.</summary>
    public string? Result { get; init; }

    public override string Type => HistoryEventType.TaskCompleted;

    protected override string? StoredPayload => Result;

    public static TaskCompleted Read(HistoryRecord record) => new() { TaskId = record.TaskId, Result = record.Payload };
}
