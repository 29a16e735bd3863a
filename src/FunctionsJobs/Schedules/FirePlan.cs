namespace FunctionsJobs.Schedules;

/// <summary>What is to become of the fire times of a schedule that are due.</summary>
/// <param name="Decisions">In order of time; every due fire time is in exactly one of them.</param>
/// <param name="Next">The first fire time after them.</param>
/// <param name="IsPartial">Whether <paramref name="Next"/> is due, too: there were more than are looked at in one go.</param>
internal sealed record FirePlan(IReadOnlyList<FireDecision> Decisions, ScheduledFire? Next, bool IsPartial);
