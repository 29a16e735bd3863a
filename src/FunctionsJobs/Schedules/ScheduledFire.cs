namespace FunctionsJobs.Schedules;

/// <summary>A fire time and when it is served.</summary>
/// <param name="FireAt">The fire time, which names the run.</param>
/// <param name="DueAt">The fire time plus its jitter.</param>
public readonly record struct ScheduledFire(DateTimeOffset FireAt, DateTimeOffset DueAt);
