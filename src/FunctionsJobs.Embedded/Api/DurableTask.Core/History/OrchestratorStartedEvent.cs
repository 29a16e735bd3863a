// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core.History;

/// <summary>A turn of the orchestrator begins.</summary>
public class OrchestratorStartedEvent : HistoryEvent
{
    public OrchestratorStartedEvent(int eventId)
        : base(eventId)
    {
    }

    public override EventType EventType => EventType.OrchestratorStarted;
}
