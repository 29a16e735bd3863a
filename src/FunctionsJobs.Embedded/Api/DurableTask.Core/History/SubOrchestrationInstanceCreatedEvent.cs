// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core.History;

/// <summary>A sub-orchestration was called.</summary>
public class SubOrchestrationInstanceCreatedEvent : HistoryEvent
{
    public SubOrchestrationInstanceCreatedEvent(int eventId)
        : base(eventId)
    {
    }

    public override EventType EventType => EventType.SubOrchestrationInstanceCreated;

    public string Name { get; set; }

    public string Version { get; set; }

    public string InstanceId { get; set; }

    /// <summary>Serialized input.</summary>
    public string Input { get; set; }

    public IDictionary<string, string> Tags { get; set; }
}
