namespace FunctionsJobs.Jobs.CompanyScoring;

/// <summary>Settings of the job that scores companies, section <c>Jobs:CompanyScoring</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class CompanyScoringOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:CompanyScoring";

    /// <inheritdoc/>
    public override string? Invalid() => InvalidPolicy(Section);
}
