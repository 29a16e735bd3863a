namespace FunctionsJobs.Schedules.Api;

/// <summary>What became of a fire time, or of several in a row.</summary>
public sealed record ScheduleRunView
{
    /// <summary>The fire time, or the first of several; for a run that a user triggered, when.</summary>
    public required string FireTime { get; init; }

    /// <summary>The last of several, or the same.</summary>
    public required string LastFireTime { get; init; }

    /// <summary>How many fire times this is about.</summary>
    public required long Count { get; init; }

    /// <summary>Whether a user triggered it.</summary>
    public required bool Triggered { get; init; }

    /// <summary><c>started</c>, <c>waiting</c> or <c>skipped</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it was skipped: <c>missed</c>, <c>overlap</c>, <c>queue-full</c>, <c>paused</c>, <c>replaced</c>, <c>invalid</c> or <c>refused</c>.</summary>
    public required string? Reason { get; init; }

    /// <summary>More about the reason.</summary>
    public required string? Detail { get; init; }

    /// <summary>The job, when it was started.</summary>
    public required string? JobId { get; init; }

    /// <summary>Where the job shows its progress and result.</summary>
    public required string? StatusUrl { get; init; }

    /// <summary>When this was decided, in milliseconds since 1970-01-01, UTC.</summary>
    public required long SettledOn { get; init; }

    /// <summary>The view of a run.</summary>
    internal static ScheduleRunView Of(ScheduleRun run, string queue, ScheduleTiming timing) => new()
    {
        FireTime = timing.Show(run.FireAt),
        LastFireTime = timing.Show(run.LastFireAt),
        Count = run.Count,
        Triggered = run.IsTriggered,
        Outcome = run.Outcome.ToName(),
        Reason = run.Reason,
        Detail = run.Detail,
        JobId = run.JobId,
        StatusUrl = run.JobId is { } id ? $"/api/v1/queues/{queue}/jobs/{id}" : null,
        SettledOn = run.SettledAt.ToUnixTimeMilliseconds(),
    };
}
