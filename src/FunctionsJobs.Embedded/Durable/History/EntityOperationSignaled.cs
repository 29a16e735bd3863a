using System.Text.Json;
using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Telemetry;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>The orchestrator sent an operation to an entity without waiting.</summary>
internal sealed record EntityOperationSignaled : EntityAction
{
    public required string EntityId { get; init; }

    public required string Operation { get; init; }

    /// <summary>Serialized input.</summary>
    public string? Input { get; init; }

    /// <summary>UTC; not delivered before. <see langword="null"/> for at once.</summary>
    public DateTime? SignalTime { get; init; }

    public override string Type => HistoryEventType.EntityOperationSignaled;

    public override string ReplayName => $"{EntityId}/{Operation}";

    public override string Description => $"signalled operation '{Operation}' of entity '{EntityId}' (task {TaskId})";

    protected override string? StoredName => Operation;

    protected override string? StoredPayload => Input;

    public static EntityOperationSignaled Read(HistoryRecord record)
    {
        var detail = HistoryJson.Require(record, EntityJson.Default.EntityOperationSignaledDetail);
        return new EntityOperationSignaled
        {
            TaskId = record.TaskId,
            EntityId = detail.EntityId,
            Operation = record.Name ?? "",
            Input = record.Payload,
            SignalTime = detail.SignalTime,
        };
    }

    public override IEnumerable<MessageRecord> Messages(InstanceRecord sender, DateTime now) =>
        [EntityMessages.Operation(EntityId, Operation, Input, null, SpanIds.TraceParent(sender, TaskId), SignalTime > now ? SignalTime : null)];

    protected override string StoredDetail() => JsonSerializer.Serialize(
        new EntityOperationSignaledDetail { EntityId = EntityId, SignalTime = SignalTime }, EntityJson.Default.EntityOperationSignaledDetail);
}

/// <summary>The stored detail of <see cref="EntityOperationSignaled"/>.</summary>
internal sealed record EntityOperationSignaledDetail
{
    public required string EntityId { get; init; }

    public DateTime? SignalTime { get; init; }
}
