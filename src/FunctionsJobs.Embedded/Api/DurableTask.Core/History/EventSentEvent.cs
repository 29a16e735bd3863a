// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core.History;

/// <summary>An event was sent to another instance, or an operation to an entity.</summary>
public class EventSentEvent : HistoryEvent
{
    public EventSentEvent(int eventId)
        : base(eventId)
    {
    }

    public override EventType EventType => EventType.EventSent;

    /// <summary>The receiver.</summary>
    public string InstanceId { get; set; }

    public string Name { get; set; }

    /// <summary>Serialized payload.</summary>
    public string Input { get; set; }
}
