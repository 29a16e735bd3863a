using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>An activity threw.</summary>
internal sealed record TaskFailed : HistoryEvent
{
    public required Failure Failure { get; init; }

    public override string Type => HistoryEventType.TaskFailed;

    public static TaskFailed Read(HistoryRecord record) => new() { TaskId = record.TaskId, Failure = Failure.FromJson(record.Detail) };

    protected override string StoredDetail() => Failure.ToJson();
}
