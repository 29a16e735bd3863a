namespace FunctionsJobs.JobStore;

/// <summary>How a submission ended: exactly one of the nested cases.</summary>
public abstract record JobSubmission
{
    private JobSubmission()
    {
    }

    /// <summary>The job was inserted.</summary>
    /// <param name="Job">The row.</param>
    public sealed record Accepted(JobRecord Job) : JobSubmission;

    /// <summary>The job was there already, by its id or by the same idempotency key with the same request. Nothing was written.</summary>
    /// <param name="Job">The row.</param>
    public sealed record Existing(JobRecord Job) : JobSubmission;

    /// <summary>The idempotency key belongs to a different request. Nothing was written.</summary>
    public sealed record KeyReused : JobSubmission;

    /// <summary>The job id belongs to a job of another queue or tenant. Nothing was written.</summary>
    public sealed record IdTaken : JobSubmission;
}
