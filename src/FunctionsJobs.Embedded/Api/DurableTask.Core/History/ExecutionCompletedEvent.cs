namespace DurableTask.Core.History;

/// <summary>The orchestration ended.</summary>
public class ExecutionCompletedEvent : HistoryEvent
{
    public ExecutionCompletedEvent(int eventId, string? result, OrchestrationStatus orchestrationStatus, FailureDetails? failureDetails = null)
        : base(eventId)
    {
        Result = result;
        OrchestrationStatus = orchestrationStatus;
        FailureDetails = failureDetails;
    }

    public override EventType EventType => EventType.ExecutionCompleted;

    public OrchestrationStatus OrchestrationStatus { get; private set; }

    /// <summary>Serialized output.</summary>
    public string? Result { get; private set; }

    /// <summary>Why it failed, when it did.</summary>
    public FailureDetails? FailureDetails { get; private set; }
}
