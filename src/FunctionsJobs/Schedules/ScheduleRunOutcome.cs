namespace FunctionsJobs.Schedules;

/// <summary>What became of a fire time.</summary>
public enum ScheduleRunOutcome
{
    /// <summary>It has a job.</summary>
    Started,

    /// <summary>It will have one once the runs before it have ended.</summary>
    Waiting,

    /// <summary>It has none, for the recorded reason.</summary>
    Skipped,
}
