using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>The instance was suspended: what comes is recorded, but waits.</summary>
internal sealed record ExecutionSuspended : HistoryEvent
{
    public string? Reason { get; init; }

    public override string Type => HistoryEventType.ExecutionSuspended;

    protected override string? StoredPayload => Reason;

    public static ExecutionSuspended Read(HistoryRecord record) => new() { Reason = record.Payload };
}
