using System.Text.Json;
using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>The orchestrator left a critical section, or ended in it.</summary>
internal sealed record EntityUnlockSent : EntityAction
{
    /// <summary>The task of the <see cref="EntityLockRequested"/>.</summary>
    public required int LockTaskId { get; init; }

    public required IReadOnlyList<string> EntityIds { get; init; }

    public override string Type => HistoryEventType.EntityUnlockSent;

    public override string ReplayName => string.Join(' ', EntityIds);

    public override string Description => $"unlocked {ReplayName} (task {TaskId})";

    public static EntityUnlockSent Read(HistoryRecord record)
    {
        var detail = HistoryJson.Require(record, EntityJson.Default.EntityUnlockSentDetail);
        return new EntityUnlockSent { TaskId = record.TaskId, LockTaskId = detail.LockTaskId, EntityIds = detail.EntityIds };
    }

    public override IEnumerable<MessageRecord> Messages(InstanceRecord sender, DateTime now)
    {
        var holder = new EntityCaller(sender.InstanceId, sender.ExecutionId, LockTaskId);
        return EntityIds.Select(entityId => EntityMessages.Unlock(entityId, holder));
    }

    protected override string StoredDetail() => JsonSerializer.Serialize(
        new EntityUnlockSentDetail { LockTaskId = LockTaskId, EntityIds = EntityIds }, EntityJson.Default.EntityUnlockSentDetail);
}

/// <summary>The stored detail of <see cref="EntityUnlockSent"/>.</summary>
internal sealed record EntityUnlockSentDetail
{
    public required int LockTaskId { get; init; }

    public required IReadOnlyList<string> EntityIds { get; init; }
}
