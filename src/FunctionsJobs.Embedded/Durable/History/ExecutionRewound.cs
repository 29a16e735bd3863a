using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>
/// The instance had failed and was rewound: what failed is no longer in its history. The code goes on behind this event, so that what it does
/// in the turn before may be recorded in a later one.
/// </summary>
internal sealed record ExecutionRewound : HistoryEvent
{
    public string? Reason { get; init; }

    public override string Type => HistoryEventType.ExecutionRewound;

    protected override string? StoredPayload => Reason;

    public static ExecutionRewound Read(HistoryRecord record) => new() { Reason = record.Payload };
}
