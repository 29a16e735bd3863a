// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core.History;

/// <summary>An event came from outside, or the answer of an entity.</summary>
public class EventRaisedEvent : HistoryEvent
{
    public EventRaisedEvent(int eventId, string input)
        : base(eventId) => Input = input;

    public override EventType EventType => EventType.EventRaised;

    public string Name { get; set; }

    /// <summary>Serialized payload.</summary>
    public string Input { get; set; }
}
