namespace FunctionsJobs.Jobs.JobCleanup;

/// <summary>What the job has done.</summary>
public sealed record JobCleanupResultContract
{
    /// <summary>Jobs that were removed, with their histories, blobs and cached results.</summary>
    public required int Removed { get; init; }
}
