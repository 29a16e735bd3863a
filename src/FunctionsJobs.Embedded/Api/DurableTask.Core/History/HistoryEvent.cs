namespace DurableTask.Core.History;

/// <summary>One event of an orchestration's history.</summary>
public abstract class HistoryEvent
{
    protected HistoryEvent(int eventId)
    {
        EventId = eventId;
        Timestamp = DateTime.MinValue;
    }

    /// <summary>The task id of an event that begins a task; -1 for all others.</summary>
    public int EventId { get; internal set; }

    public bool IsPlayed { get; set; }

    /// <summary>UTC. Events of one turn of the orchestrator share it.</summary>
    public DateTime Timestamp { get; set; }

    public virtual EventType EventType { get; private set; }
}
