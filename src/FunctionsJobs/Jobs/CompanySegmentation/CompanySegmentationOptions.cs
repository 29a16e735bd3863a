namespace FunctionsJobs.Jobs.CompanySegmentation;

/// <summary>Settings of the job that counts companies by what they have in common, section <c>Jobs:CompanySegmentation</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class CompanySegmentationOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:CompanySegmentation";

    /// <inheritdoc/>
    public override string? Invalid() => InvalidPolicy(Section);
}
