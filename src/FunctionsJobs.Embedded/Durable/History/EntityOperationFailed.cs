using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>A called operation threw, and was rolled back.</summary>
internal sealed record EntityOperationFailed : HistoryEvent
{
    public required Failure Failure { get; init; }

    public override string Type => HistoryEventType.EntityOperationFailed;

    public static EntityOperationFailed Read(HistoryRecord record) => new() { TaskId = record.TaskId, Failure = Failure.FromJson(record.Detail) };

    protected override string StoredDetail() => Failure.ToJson();
}
