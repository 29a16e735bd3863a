namespace Microsoft.DurableTask;

/// <summary>What an activity knows about its call.</summary>
public abstract class TaskActivityContext
{
    public abstract TaskName Name { get; }

    /// <summary>Instance id of the calling orchestration.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The version that was called; the empty string when there is none.</summary>
    public virtual string Version => string.Empty;
}
