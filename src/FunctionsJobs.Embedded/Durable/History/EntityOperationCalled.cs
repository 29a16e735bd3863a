using System.Text.Json;
using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Telemetry;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>The orchestrator called an operation of an entity.</summary>
internal sealed record EntityOperationCalled : EntityAction
{
    public required string EntityId { get; init; }

    public required string Operation { get; init; }

    /// <summary>Serialized input.</summary>
    public string? Input { get; init; }

    public override string Type => HistoryEventType.EntityOperationCalled;

    public override string ReplayName => $"{EntityId}/{Operation}";

    public override string Description => $"called operation '{Operation}' of entity '{EntityId}' (task {TaskId})";

    protected override string? StoredName => Operation;

    protected override string? StoredPayload => Input;

    public static EntityOperationCalled Read(HistoryRecord record) => new()
    {
        TaskId = record.TaskId,
        EntityId = HistoryJson.Require(record, EntityJson.Default.EntityOperationCalledDetail).EntityId,
        Operation = record.Name ?? "",
        Input = record.Payload,
    };

    public override IEnumerable<MessageRecord> Messages(InstanceRecord sender, DateTime now) =>
        [EntityMessages.Operation(EntityId, Operation, Input, new EntityCaller(sender.InstanceId, sender.ExecutionId, TaskId), SpanIds.TraceParent(sender, TaskId), null)];

    protected override string StoredDetail() =>
        JsonSerializer.Serialize(new EntityOperationCalledDetail { EntityId = EntityId }, EntityJson.Default.EntityOperationCalledDetail);
}

/// <summary>The stored detail of <see cref="EntityOperationCalled"/>.</summary>
internal sealed record EntityOperationCalledDetail
{
    public required string EntityId { get; init; }
}
