namespace FunctionsJobs.Jobs.JobCleanup;

/// <summary>Settings of the removal of old jobs, section <c>Jobs:JobCleanup</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class JobCleanupOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:JobCleanup";

    /// <inheritdoc/>
    public override string? Invalid() => InvalidPolicy(Section);
}
