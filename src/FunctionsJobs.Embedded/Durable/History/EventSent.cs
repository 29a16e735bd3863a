using System.Text.Json;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>The orchestrator sent an event to an orchestration.</summary>
internal sealed record EventSent : OrchestratorAction
{
    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    /// <summary>Serialized payload.</summary>
    public string? Payload { get; init; }

    public override string Type => HistoryEventType.EventSent;

    public override string Description => $"sent event '{Name}' (task {TaskId})";

    protected override string? StoredName => Name;

    protected override string? StoredPayload => Payload;

    public static EventSent Read(HistoryRecord record) => new()
    {
        TaskId = record.TaskId,
        InstanceId = HistoryJson.Require(record, HistoryJson.Default.EventSentDetail).InstanceId,
        Name = record.Name ?? "",
        Payload = record.Payload,
    };

    protected override string StoredDetail() =>
        JsonSerializer.Serialize(new EventSentDetail { InstanceId = InstanceId }, HistoryJson.Default.EventSentDetail);
}

/// <summary>The stored detail of <see cref="EventSent"/>.</summary>
internal sealed record EventSentDetail
{
    public required string InstanceId { get; init; }
}
