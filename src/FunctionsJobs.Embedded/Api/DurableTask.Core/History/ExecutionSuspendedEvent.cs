// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core.History;

/// <summary>The orchestration was suspended.</summary>
public class ExecutionSuspendedEvent : HistoryEvent
{
    public ExecutionSuspendedEvent(int eventId, string reason)
        : base(eventId) => Reason = reason;

    public override EventType EventType => EventType.ExecutionSuspended;

    public string Reason { get; set; }
}
