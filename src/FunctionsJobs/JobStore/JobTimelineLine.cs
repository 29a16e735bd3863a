namespace FunctionsJobs.JobStore;

/// <summary>A line to be appended to a job's timeline; the database numbers it.</summary>
internal sealed record JobTimelineLine(DateTimeOffset At, string Event, JobState State, int Attempt, string? Detail);
