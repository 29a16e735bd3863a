// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core.History;

/// <summary>A turn of the orchestrator ends.</summary>
public class OrchestratorCompletedEvent : HistoryEvent
{
    public OrchestratorCompletedEvent(int eventId)
        : base(eventId)
    {
    }

    public override EventType EventType => EventType.OrchestratorCompleted;
}
