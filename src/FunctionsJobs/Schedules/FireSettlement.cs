namespace FunctionsJobs.Schedules;

/// <summary>Settles the due fire times of a schedule, if it still is as it was read.</summary>
public sealed record FireSettlement
{
    /// <summary>The schedule as it was read; its version and next fire time are compared.</summary>
    public required ScheduleRecord Schedule { get; init; }

    /// <summary>What is done about the fire times, in order.</summary>
    public required IReadOnlyList<FireStep> Steps { get; init; }

    /// <summary>The first fire time that is not settled by this.</summary>
    public required ScheduledFire? Next { get; init; }
}
