namespace FunctionsJobs.JobStore;

/// <summary>The persisted names of <see cref="JobTrigger"/>, as the timeline shows them.</summary>
public static class JobTriggerNames
{
    /// <summary>The timeline's name for the acceptance of a job, which has no state before it and so is no trigger.</summary>
    public const string Submitted = "submitted";

    /// <summary>The persisted name of a trigger.</summary>
    public static string ToName(this JobTrigger trigger) => trigger switch
    {
        JobTrigger.Due => "due",
        JobTrigger.DueButBlocked => "due-but-blocked",
        JobTrigger.Unblocked => "unblocked",
        JobTrigger.Admitted => "admitted",
        JobTrigger.AttemptFailed => "attempt-failed",
        JobTrigger.BackoffElapsed => "backoff-elapsed",
        JobTrigger.CancelRequested => "cancel-requested",
        JobTrigger.Stopped => "stopped",
        JobTrigger.Succeeded => "succeeded",
        JobTrigger.Failed => "failed",
        JobTrigger.Retried => "retried",
        JobTrigger.ChildrenAwaited => "children-awaited",
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "Not a job trigger."),
    };
}
