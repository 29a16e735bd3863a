namespace FunctionsJobs.Lifecycle;

/// <summary>The input of <see cref="ResumeJobActivity"/>.</summary>
public sealed record JobResumeRequest
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The attempt whose back-off is over.</summary>
    public required int FailedAttempt { get; init; }
}
