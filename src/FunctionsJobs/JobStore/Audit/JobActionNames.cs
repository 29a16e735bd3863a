namespace FunctionsJobs.JobStore.Audit;

/// <summary>What can stand in the audit trail as an action. Only ever appended.</summary>
public static class JobActionNames
{
    /// <summary>A job was submitted.</summary>
    public const string Submit = "submit";

    /// <summary>A job's cancellation was asked for.</summary>
    public const string Cancel = "cancel";

    /// <summary>An ended job was run again.</summary>
    public const string Retry = "retry";

    /// <summary>A job was removed.</summary>
    public const string Remove = "remove";

    /// <summary>A queue was paused.</summary>
    public const string Pause = "pause";

    /// <summary>A queue was resumed.</summary>
    public const string Resume = "resume";

    /// <summary>A queue's limits were changed.</summary>
    public const string ChangeLimits = "change-limits";

    /// <summary>A queue's ended jobs were removed.</summary>
    public const string Clean = "clean";

    /// <summary>A caller was refused what it asked for, for its role or its publisher.</summary>
    public const string Refuse = "refuse";

    /// <summary>The program set right what a crash had left half done.</summary>
    public const string Repair = "repair";
}
