namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>Persisted event types; append-only.</summary>
internal static class HistoryEventType
{
    public const string OrchestratorStarted = "OrchestratorStarted";
    public const string TaskScheduled = "TaskScheduled";
    public const string TaskCompleted = "TaskCompleted";
    public const string TaskFailed = "TaskFailed";
    public const string TimerCreated = "TimerCreated";
    public const string TimerFired = "TimerFired";
    public const string EventRaised = "EventRaised";
    public const string EventSent = "EventSent";
    public const string SubOrchestrationCreated = "SubOrchestrationCreated";
    public const string SubOrchestrationCompleted = "SubOrchestrationCompleted";
    public const string SubOrchestrationFailed = "SubOrchestrationFailed";
    public const string ExecutionSuspended = "ExecutionSuspended";
    public const string ExecutionResumed = "ExecutionResumed";
    public const string ExecutionRewound = "ExecutionRewound";
    public const string EntityOperationCalled = "EntityOperationCalled";
    public const string EntityOperationSignaled = "EntityOperationSignaled";
    public const string EntityOperationCompleted = "EntityOperationCompleted";
    public const string EntityOperationFailed = "EntityOperationFailed";
    public const string EntityLockRequested = "EntityLockRequested";
    public const string EntityLockGranted = "EntityLockGranted";
    public const string EntityUnlockSent = "EntityUnlockSent";
}
