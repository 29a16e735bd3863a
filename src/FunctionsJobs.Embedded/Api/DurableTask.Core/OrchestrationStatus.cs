namespace DurableTask.Core;

/// <summary>The statuses of instances as histories name them.</summary>
public enum OrchestrationStatus
{
    Running,
    Completed,

    /// <summary>The end of a generation, not of the instance.</summary>
    ContinuedAsNew,
    Failed,
    Canceled,
    Terminated,
    Pending,
    Suspended,
}
