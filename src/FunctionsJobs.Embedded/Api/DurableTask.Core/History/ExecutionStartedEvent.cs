// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core.History;

/// <summary>The orchestration began.</summary>
public class ExecutionStartedEvent : HistoryEvent
{
    public ExecutionStartedEvent(int eventId, string input)
        : base(eventId) => Input = input;

    public override EventType EventType => EventType.ExecutionStarted;

    /// <summary>The instance and its execution.</summary>
    public OrchestrationInstance OrchestrationInstance;

    /// <summary>Who called it; <see langword="null"/> when it is no sub-orchestration.</summary>
    public ParentInstance ParentInstance { get; set; }

    public string Name { get; set; }

    public string Version { get; set; }

    /// <summary>Serialized input.</summary>
    public string Input { get; set; }

    public IDictionary<string, string> Tags { get; set; }

    /// <summary>UTC; <see langword="null"/> unless the start was scheduled.</summary>
    public DateTime? ScheduledStartTime { get; set; }
}
