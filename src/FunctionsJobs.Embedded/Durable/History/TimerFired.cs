using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>A durable timer is due.</summary>
internal sealed record TimerFired : HistoryEvent
{
    /// <summary>The time that the firing message was made for; not stored. A message of an earlier instance with the same id differs in it.</summary>
    public DateTime? FireAt { get; init; }

    public override string Type => HistoryEventType.TimerFired;

    public static TimerFired Read(HistoryRecord record) => new() { TaskId = record.TaskId };
}
