namespace FunctionsJobs.Schedules;

/// <summary>A run that may start now, since the runs before it have ended.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="FireAt">The oldest fire time that waits.</param>
public sealed record WaitingFire(ScheduleRecord Schedule, DateTimeOffset FireAt);
