namespace FunctionsJobs.JobStore.Retention;

/// <summary>A job whose row is gone, and what is needed to remove the rest of it.</summary>
/// <param name="Id">The job's id, by which its history and blobs are found. Nobody gets it again before the removal is confirmed.</param>
/// <param name="Queue">Its queue.</param>
/// <param name="Type">Its job type.</param>
/// <param name="Tenant">Its tenant, or null.</param>
/// <param name="Result">Its result as JSON, or null.</param>
public sealed record RemovedJob(string Id, string Queue, string Type, string? Tenant, string? Result);
