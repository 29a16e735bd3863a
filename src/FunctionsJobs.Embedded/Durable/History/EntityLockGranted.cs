using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>All requested locks are held.</summary>
internal sealed record EntityLockGranted : HistoryEvent
{
    public override string Type => HistoryEventType.EntityLockGranted;

    public static EntityLockGranted Read(HistoryRecord record) => new() { TaskId = record.TaskId };
}
