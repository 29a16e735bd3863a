namespace FunctionsJobs.Jobs.CompanyProcessing;

/// <summary>Settings of the job that normalises, deduplicates and completes companies, section <c>Jobs:CompanyProcessing</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class CompanyProcessingOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:CompanyProcessing";

    /// <inheritdoc/>
    public override string? Invalid() => InvalidPolicy(Section);
}
