namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>Settings of searches whose hits are read, section <c>Jobs:CompanyBatchScraping</c>. How often a page is tried is set in <c>Jobs:CompanyScraping</c>.</summary>
public sealed class CompanyBatchScrapingOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:CompanyBatchScraping";

    /// <summary>Most pages that a batch may ask for, all its queries together, 1 to 10,000. Default 1,000.</summary>
    public int MaxCompanies { get; set; } = 1_000;

    /// <inheritdoc/>
    public override string? Invalid() => MaxCompanies is < 1 or > 10_000
        ? $"{Section}:MaxCompanies must be 1 to 10000, and is {MaxCompanies}."
        : InvalidPolicy(Section);
}
