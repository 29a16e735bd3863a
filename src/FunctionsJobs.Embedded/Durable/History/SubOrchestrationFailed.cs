using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>A sub-orchestration failed, was terminated, or could not be created.</summary>
internal sealed record SubOrchestrationFailed : HistoryEvent
{
    public required Failure Failure { get; init; }

    public override string Type => HistoryEventType.SubOrchestrationFailed;

    public static SubOrchestrationFailed Read(HistoryRecord record) => new() { TaskId = record.TaskId, Failure = Failure.FromJson(record.Detail) };

    protected override string StoredDetail() => Failure.ToJson();
}
