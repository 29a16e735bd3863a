using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>The instance was resumed.</summary>
internal sealed record ExecutionResumed : HistoryEvent
{
    public string? Reason { get; init; }

    public override string Type => HistoryEventType.ExecutionResumed;

    protected override string? StoredPayload => Reason;

    public static ExecutionResumed Read(HistoryRecord record) => new() { Reason = record.Payload };
}
