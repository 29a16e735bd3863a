namespace FunctionsJobs.Jobs.Cleanup;

/// <summary>One step of a clean-up.</summary>
public sealed record CleanupPartContract
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>What is cleared away.</summary>
    public required CleanupPlanContract Plan { get; init; }

    /// <summary>Where the step before ended; null for the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>What the steps before removed.</summary>
    public long Done { get; init; }
}
