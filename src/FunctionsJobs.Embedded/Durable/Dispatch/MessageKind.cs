namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>Persisted kinds of messages; append-only.</summary>
internal static class MessageKind
{
    /// <summary>An external event: name and payload.</summary>
    public const string EventRaised = "EventRaised";

    /// <summary>A durable timer is due: task id and due time.</summary>
    public const string TimerFired = "TimerFired";

    /// <summary>A sub-orchestration returned: task id, output as payload, <see cref="SubOrchestrationEnd"/> as detail.</summary>
    public const string SubOrchestrationCompleted = "SubOrchestrationCompleted";

    /// <summary>A sub-orchestration failed: task id, <see cref="SubOrchestrationEnd"/> as detail.</summary>
    public const string SubOrchestrationFailed = "SubOrchestrationFailed";

    /// <summary>Suspend the instance; the reason as payload.</summary>
    public const string ExecutionSuspended = "ExecutionSuspended";

    /// <summary>Resume the instance; the reason as payload.</summary>
    public const string ExecutionResumed = "ExecutionResumed";

    /// <summary>Terminate the instance; the output as payload.</summary>
    public const string ExecutionTerminated = "ExecutionTerminated";

    /// <summary>To a sub-orchestration, from its parent that is rewound: go on; the reason as payload, <see cref="RewindDetail"/> as detail.</summary>
    public const string ExecutionRewound = "ExecutionRewound";

    /// <summary>To an entity, an operation: name, input as payload, <see cref="Entities.EntityOperationDetail"/> as detail.</summary>
    public const string EntityOperation = "EntityOperation";

    /// <summary>To an entity, a lock request: <see cref="Entities.EntityLockDetail"/> as detail.</summary>
    public const string EntityLock = "EntityLock";

    /// <summary>To an entity, the release of a lock: <see cref="Entities.EntityUnlockDetail"/> as detail.</summary>
    public const string EntityUnlock = "EntityUnlock";

    /// <summary>A called operation returned: task id, result as payload, <see cref="Entities.EntityAnswerDetail"/> as detail.</summary>
    public const string EntityOperationCompleted = "EntityOperationCompleted";

    /// <summary>A called operation failed: task id, <see cref="Entities.EntityAnswerDetail"/> as detail.</summary>
    public const string EntityOperationFailed = "EntityOperationFailed";

    /// <summary>All requested locks are held: task id, <see cref="Entities.EntityAnswerDetail"/> as detail.</summary>
    public const string EntityLockGranted = "EntityLockGranted";
}
