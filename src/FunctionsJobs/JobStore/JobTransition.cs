namespace FunctionsJobs.JobStore;

/// <summary>What a trigger did to a job.</summary>
/// <param name="Applied">Whether this call changed the job; false for a repeat, or where the trigger means nothing any more.</param>
/// <param name="State">The state the job is in now.</param>
public readonly record struct JobTransition(bool Applied, JobState State);
