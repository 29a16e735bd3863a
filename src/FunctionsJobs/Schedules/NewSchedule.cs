namespace FunctionsJobs.Schedules;

/// <summary>A schedule to be created. Everything in it has been validated.</summary>
public sealed record NewSchedule
{
    /// <summary>Its id, made up.</summary>
    public required string Id { get; init; }

    /// <summary>The publisher its jobs are for, or null.</summary>
    public required string? Tenant { get; init; }

    /// <summary>What its user says about it.</summary>
    public required ScheduleDefinition Definition { get; init; }

    /// <summary>Its first fire time.</summary>
    public required ScheduledFire? Next { get; init; }
}
