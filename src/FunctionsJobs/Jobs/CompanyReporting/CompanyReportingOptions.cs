namespace FunctionsJobs.Jobs.CompanyReporting;

/// <summary>Settings of the job that writes a report on companies, section <c>Jobs:CompanyReporting</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class CompanyReportingOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:CompanyReporting";

    /// <inheritdoc/>
    public override string? Invalid() => InvalidPolicy(Section);
}
