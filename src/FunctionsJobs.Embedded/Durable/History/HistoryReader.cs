using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>Turns stored events into typed ones.</summary>
internal static class HistoryReader
{
    /// <exception cref="InvalidHistoryException">The type is unknown, or the detail cannot be read.</exception>
    public static HistoryEvent Read(HistoryRecord record) => record.Type switch
    {
        HistoryEventType.OrchestratorStarted => OrchestratorStarted.Instance,
        HistoryEventType.TaskScheduled => TaskScheduled.Read(record),
        HistoryEventType.TaskCompleted => TaskCompleted.Read(record),
        HistoryEventType.TaskFailed => TaskFailed.Read(record),
        HistoryEventType.TimerCreated => TimerCreated.Read(record),
        HistoryEventType.TimerFired => TimerFired.Read(record),
        HistoryEventType.EventRaised => EventRaised.Read(record),
        HistoryEventType.EventSent => EventSent.Read(record),
        HistoryEventType.SubOrchestrationCreated => SubOrchestrationCreated.Read(record),
        HistoryEventType.SubOrchestrationCompleted => SubOrchestrationCompleted.Read(record),
        HistoryEventType.SubOrchestrationFailed => SubOrchestrationFailed.Read(record),
        HistoryEventType.ExecutionSuspended => ExecutionSuspended.Read(record),
        HistoryEventType.ExecutionResumed => ExecutionResumed.Read(record),
        HistoryEventType.ExecutionRewound => ExecutionRewound.Read(record),
        HistoryEventType.EntityOperationCalled => EntityOperationCalled.Read(record),
        HistoryEventType.EntityOperationSignaled => EntityOperationSignaled.Read(record),
        HistoryEventType.EntityOperationCompleted => EntityOperationCompleted.Read(record),
        HistoryEventType.EntityOperationFailed => EntityOperationFailed.Read(record),
        HistoryEventType.EntityLockRequested => EntityLockRequested.Read(record),
        HistoryEventType.EntityLockGranted => EntityLockGranted.Read(record),
        HistoryEventType.EntityUnlockSent => EntityUnlockSent.Read(record),
        _ => throw new InvalidHistoryException($"Event {record.Sequence} has the unknown type '{record.Type}'. It was written by another version of the host."),
    };
}
