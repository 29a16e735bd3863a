using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>An external event came.</summary>
internal sealed record EventRaised : HistoryEvent
{
    public required string Name { get; init; }

    /// <summary>Serialized payload.</summary>
    public string? Payload { get; init; }

    public override string Type => HistoryEventType.EventRaised;

    protected override string? StoredName => Name;

    protected override string? StoredPayload => Payload;

    public static EventRaised Read(HistoryRecord record) => new() { Name = record.Name ?? "", Payload = record.Payload };
}
