namespace Microsoft.DurableTask.Client;

/// <summary>Where an orchestration instance stands.</summary>
public enum OrchestrationRuntimeStatus
{
    Running = 0,

    Completed = 1,

    [Obsolete("Exists for compatibility only.")]
    ContinuedAsNew = 2,

    Failed = 3,

    [Obsolete("Not used; exists for compatibility only.")]
    Canceled = 4,

    Terminated = 5,

    Pending = 6,

    Suspended = 7,
}
