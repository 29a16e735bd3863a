using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>A sub-orchestration returned.</summary>
internal sealed record SubOrchestrationCompleted : HistoryEvent
{
    /// <summary>Serialized output.</summary>
    public string? Result { get; init; }

    public override string Type => HistoryEventType.SubOrchestrationCompleted;

    protected override string? StoredPayload => Result;

    public static SubOrchestrationCompleted Read(HistoryRecord record) => new() { TaskId = record.TaskId, Result = record.Payload };
}
