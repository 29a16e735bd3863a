namespace FunctionsJobs.Jobs.CompanyEnriching;

/// <summary>Settings of the job that derives industry, size and facts about the domain, section <c>Jobs:CompanyEnriching</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class CompanyEnrichingOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:CompanyEnriching";

    /// <inheritdoc/>
    public override string? Invalid() => InvalidPolicy(Section);
}
