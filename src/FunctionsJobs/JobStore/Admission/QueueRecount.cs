namespace FunctionsJobs.JobStore.Admission;

/// <summary>What a recount of a queue found.</summary>
/// <param name="Corrections">How many counters did not agree with the job rows and were set right; 0 for a sound queue.</param>
/// <param name="Running">Jobs that hold a slot.</param>
public sealed record QueueRecount(int Corrections, int Running);
