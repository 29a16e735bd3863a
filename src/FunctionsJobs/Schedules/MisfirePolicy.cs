namespace FunctionsJobs.Schedules;

/// <summary>What becomes of fire times that nobody was there to serve in time. Stored by the names of <see cref="SchedulePolicyNames"/>.</summary>
public enum MisfirePolicy
{
    /// <summary>None of them runs.</summary>
    Skip,

    /// <summary>The latest of them runs, for all.</summary>
    Once,

    /// <summary>All of them run, oldest first, up to the schedule's limit; of more, the newest.</summary>
    All,
}
