namespace FunctionsJobs.Embedded.Telemetry;

/// <summary>Names of tags, and the values of the type tag, as the Durable Task Framework gives them.</summary>
internal static class DurableTags
{
    public const string Type = "durabletask.type";
    public const string Name = "durabletask.task.name";
    public const string Version = "durabletask.task.version";
    public const string InstanceId = "durabletask.task.instance_id";
    public const string ExecutionId = "durabletask.task.execution_id";
    public const string Status = "durabletask.task.status";
    public const string TaskId = "durabletask.task.task_id";
    public const string Operation = "durabletask.task.operation";
    public const string ScheduledTime = "durabletask.task.scheduled_time";
    public const string Target = "durabletask.event.target_instance_id";
    public const string FireAt = "durabletask.fire_at";

    /// <summary>Of our own, on metrics: the task hub.</summary>
    public const string TaskHub = "durabletask.task_hub";

    public const string Orchestration = "orchestration";
    public const string Activity = "activity";
    public const string Event = "event";
    public const string Timer = "timer";
    public const string Entity = "entity";
    public const string CallEntity = "call_entity";
    public const string SignalEntity = "signal_entity";
}
