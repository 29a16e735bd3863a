namespace FunctionsJobs.JobStore;

/// <summary>Where a job stands: what those who work for it have to know.</summary>
/// <param name="JobId">The job.</param>
/// <param name="State">Its state.</param>
/// <param name="AttemptsMade">The number of its latest attempt.</param>
public sealed record JobStanding(string JobId, JobState State, int AttemptsMade);
