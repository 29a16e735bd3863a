namespace DurableTask.Core.History;

/// <summary>The failed orchestration was rewound.</summary>
public class ExecutionRewoundEvent : HistoryEvent
{
    public ExecutionRewoundEvent(int eventId)
        : base(eventId)
    {
    }

    public ExecutionRewoundEvent(int eventId, string? reason)
        : base(eventId) => Reason = reason;

    public override EventType EventType => EventType.ExecutionRewound;

    public string? Reason { get; set; }

    public string? ParentExecutionId { get; set; }

    public string? InstanceId { get; set; }
}
