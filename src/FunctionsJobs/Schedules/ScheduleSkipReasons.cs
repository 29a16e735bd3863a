namespace FunctionsJobs.Schedules;

/// <summary>Why a fire time has no run. Stored and shown; append-only.</summary>
public static class ScheduleSkipReasons
{
    /// <summary>Nobody was there to serve it in time, and the misfire policy does not make up for it.</summary>
    public const string Missed = "missed";

    /// <summary>An earlier run had not ended, and the overlap policy is <see cref="OverlapPolicy.Skip"/>.</summary>
    public const string Overlap = "overlap";

    /// <summary>An earlier run had not ended, and as many runs were waiting as may.</summary>
    public const string QueueFull = "queue-full";

    /// <summary>The schedule was paused.</summary>
    public const string Paused = "paused";

    /// <summary>The schedule was replaced by another definition before it was served.</summary>
    public const string Replaced = "replaced";

    /// <summary>The job type does not take the schedule's data any more; the detail says why.</summary>
    public const string Invalid = "invalid";

    /// <summary>The job store did not accept the job; the detail says why.</summary>
    public const string Refused = "refused";
}
