namespace FunctionsJobs.Schedules.Api;

/// <summary>A page of recurring jobs, newest first.</summary>
/// <param name="Schedules">The page.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next page; null on the last one.</param>
public sealed record SchedulePageView(IReadOnlyList<ScheduleView> Schedules, string? NextCursor);
