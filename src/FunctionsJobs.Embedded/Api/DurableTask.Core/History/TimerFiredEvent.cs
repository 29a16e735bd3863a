// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core.History;

/// <summary>A durable timer was due.</summary>
public class TimerFiredEvent : HistoryEvent
{
    public TimerFiredEvent(int eventId)
        : base(eventId)
    {
    }

    public TimerFiredEvent(int eventId, DateTime fireAt)
        : base(eventId) => FireAt = fireAt;

    public override EventType EventType => EventType.TimerFired;

    /// <summary>The event id of the timer's creation.</summary>
    public int TimerId { get; set; }

    /// <summary>UTC.</summary>
    public DateTime FireAt { get; set; }
}
