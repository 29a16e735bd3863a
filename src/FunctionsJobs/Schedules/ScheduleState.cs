namespace FunctionsJobs.Schedules;

/// <summary>Whether a schedule fires.</summary>
public enum ScheduleState
{
    /// <summary>It does.</summary>
    Active,

    /// <summary>It does not, until it is resumed; the fire times in between are recorded as skipped then.</summary>
    Paused,
}
