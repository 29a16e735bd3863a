namespace FunctionsJobs.Schedules.Drafts;

/// <summary>A job that has yet to be filled in: what schedules, timers and templates keep.</summary>
/// <param name="Queue">The name of the queue.</param>
/// <param name="JobName">The name it will be submitted under.</param>
/// <param name="Data">Its data as JSON, with placeholders.</param>
/// <param name="Options">Its options as JSON, or null.</param>
public sealed record JobDraft(string Queue, string JobName, string Data, string? Options);
