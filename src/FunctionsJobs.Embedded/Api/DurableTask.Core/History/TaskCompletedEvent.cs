// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core.History;

/// <summary>An activity returned.</summary>
public class TaskCompletedEvent : HistoryEvent
{
    public TaskCompletedEvent(int eventId, int taskScheduledId, string result)
        : base(eventId)
    {
        TaskScheduledId = taskScheduledId;
        Result = result;
    }

    public override EventType EventType => EventType.TaskCompleted;

    /// <summary>The event id of the call.</summary>
    public int TaskScheduledId { get; private set; }

    /// <summary>Serialized output.</summary>
    public string Result { get; private set; }
}
