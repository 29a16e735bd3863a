namespace FunctionsJobs.Schedules;

/// <summary>What becomes of a fire time while an earlier run of the schedule has not ended. Stored by the names of <see cref="SchedulePolicyNames"/>.</summary>
public enum OverlapPolicy
{
    /// <summary>It does not run.</summary>
    Skip,

    /// <summary>It runs beside the earlier one.</summary>
    Allow,

    /// <summary>It waits for its turn; runs start one after the other, oldest first.</summary>
    Queue,
}
