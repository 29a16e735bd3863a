namespace FunctionsJobs.Schedules;

/// <summary>A user's change of a schedule, if it still is as it was read.</summary>
public sealed record ScheduleChange
{
    /// <summary>The schedule as it was read; its version and next fire time are compared.</summary>
    public required ScheduleRecord Schedule { get; init; }

    /// <summary>The definition it gets.</summary>
    public required ScheduleDefinition Definition { get; init; }

    /// <summary>The state it gets.</summary>
    public required ScheduleState State { get; init; }

    /// <summary>Fire times that are passed over by this.</summary>
    public required IReadOnlyList<FireStep.Skip> Skipped { get; init; }

    /// <summary>Its next fire time from then on.</summary>
    public required ScheduledFire? Next { get; init; }
}
