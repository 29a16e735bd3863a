namespace DurableTask.Core.History;

/// <summary>A sub-orchestration failed, or was terminated.</summary>
public class SubOrchestrationInstanceFailedEvent : HistoryEvent
{
    public SubOrchestrationInstanceFailedEvent(int eventId, int taskScheduledId, string? reason, string? details, FailureDetails? failureDetails)
        : base(eventId)
    {
        TaskScheduledId = taskScheduledId;
        Reason = reason;
        Details = details;
        FailureDetails = failureDetails;
    }

    public override EventType EventType => EventType.SubOrchestrationInstanceFailed;

    /// <summary>The event id of the call.</summary>
    public int TaskScheduledId { get; private set; }

    /// <summary>Always <see langword="null"/>, as from the real client.</summary>
    public string? Reason { get; private set; }

    /// <summary>Always <see langword="null"/>, as from the real client.</summary>
    public string? Details { get; private set; }

    public FailureDetails? FailureDetails { get; internal set; }
}
