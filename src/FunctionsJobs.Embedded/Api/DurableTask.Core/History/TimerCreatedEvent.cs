// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core.History;

/// <summary>A durable timer was created.</summary>
public class TimerCreatedEvent : HistoryEvent
{
    public TimerCreatedEvent(int eventId)
        : base(eventId)
    {
    }

    public TimerCreatedEvent(int eventId, DateTime fireAt)
        : base(eventId) => FireAt = fireAt;

    public override EventType EventType => EventType.TimerCreated;

    /// <summary>UTC.</summary>
    public DateTime FireAt { get; set; }
}
