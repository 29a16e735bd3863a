namespace FunctionsJobs.Schedules;

/// <summary>What became of one fire time, or of several in a row that were skipped for one reason.</summary>
public sealed record ScheduleRun
{
    /// <summary>The fire time, or the first of several; for a run that a user triggered, when.</summary>
    public required DateTimeOffset FireAt { get; init; }

    /// <summary>The last of several, or the same.</summary>
    public required DateTimeOffset LastFireAt { get; init; }

    /// <summary>How many fire times this is about.</summary>
    public required long Count { get; init; }

    /// <summary>Whether a user triggered it, outside the schedule.</summary>
    public required bool IsTriggered { get; init; }

    /// <summary>What became of it.</summary>
    public required ScheduleRunOutcome Outcome { get; init; }

    /// <summary>One of <see cref="ScheduleSkipReasons"/> when it was skipped.</summary>
    public required string? Reason { get; init; }

    /// <summary>More about the reason, for people.</summary>
    public required string? Detail { get; init; }

    /// <summary>The job, when it was started.</summary>
    public required string? JobId { get; init; }

    /// <summary>When this was decided.</summary>
    public required DateTimeOffset SettledAt { get; init; }
}
