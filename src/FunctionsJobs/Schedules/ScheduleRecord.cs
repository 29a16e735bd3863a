namespace FunctionsJobs.Schedules;

/// <summary>One schedule as the store holds it. Times are UTC, to the millisecond.</summary>
public sealed record ScheduleRecord
{
    /// <summary>The schedule's id.</summary>
    public required string Id { get; init; }

    /// <summary>The publisher its jobs are for, or null; never changes.</summary>
    public required string? Tenant { get; init; }

    /// <summary>What its user says about it.</summary>
    public required ScheduleDefinition Definition { get; init; }

    /// <summary>Whether it fires.</summary>
    public required ScheduleState State { get; init; }

    /// <summary>1, and one more with every change by a user; firing does not count.</summary>
    public required long Version { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a user last changed it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The first fire time that is not settled yet; null when there is none in forty years.</summary>
    public required ScheduledFire? Next { get; init; }

    /// <summary>The last fire time that was settled.</summary>
    public required DateTimeOffset? LastFireAt { get; init; }
}
