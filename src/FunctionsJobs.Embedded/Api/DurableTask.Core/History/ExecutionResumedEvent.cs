// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core.History;

/// <summary>The orchestration was resumed.</summary>
public class ExecutionResumedEvent : HistoryEvent
{
    public ExecutionResumedEvent(int eventId, string reason)
        : base(eventId) => Reason = reason;

    public override EventType EventType => EventType.ExecutionResumed;

    public string Reason { get; set; }
}
