using System.Text.Json;
using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>The orchestrator asked for the locks of entities.</summary>
internal sealed record EntityLockRequested : EntityAction
{
    /// <summary>Ids in the order of locking, each once.</summary>
    public required IReadOnlyList<string> EntityIds { get; init; }

    public override string Type => HistoryEventType.EntityLockRequested;

    public override string ReplayName => string.Join(' ', EntityIds);

    public override string Description => $"locked {ReplayName} (task {TaskId})";

    public static EntityLockRequested Read(HistoryRecord record) => new()
    {
        TaskId = record.TaskId,
        EntityIds = HistoryJson.Require(record, EntityJson.Default.EntityLockRequestedDetail).EntityIds,
    };

    // To the first entity, which sends it on to the next one once its lock is given, and so on.
    public override IEnumerable<MessageRecord> Messages(InstanceRecord sender, DateTime now) =>
        [EntityMessages.Lock(new EntityCaller(sender.InstanceId, sender.ExecutionId, TaskId), EntityIds, 0)];

    protected override string StoredDetail() =>
        JsonSerializer.Serialize(new EntityLockRequestedDetail { EntityIds = EntityIds }, EntityJson.Default.EntityLockRequestedDetail);
}

/// <summary>The stored detail of <see cref="EntityLockRequested"/>.</summary>
internal sealed record EntityLockRequestedDetail
{
    public required IReadOnlyList<string> EntityIds { get; init; }
}
