// Without nullability, as the real type.
#nullable disable

namespace DurableTask.Core.History;

/// <summary>The orchestration was terminated.</summary>
public class ExecutionTerminatedEvent : HistoryEvent
{
    public ExecutionTerminatedEvent(int eventId, string input)
        : base(eventId) => Input = input;

    public override EventType EventType => EventType.ExecutionTerminated;

    /// <summary>The output it was given, serialized.</summary>
    public string Input { get; set; }
}
