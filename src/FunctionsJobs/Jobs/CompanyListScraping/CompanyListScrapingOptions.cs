namespace FunctionsJobs.Jobs.CompanyListScraping;

/// <summary>Settings of lists of companies' pages, section <c>Jobs:CompanyListScraping</c>. How often a page is tried is set in <c>Jobs:CompanyScraping</c>.</summary>
public sealed class CompanyListScrapingOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:CompanyListScraping";

    /// <summary>Most pages of a list, 1 to 10,000. Default 1,000. A long list also needs a longer body (<c>QueueApi:MaxBodyBytes</c>).</summary>
    public int MaxCompanies { get; set; } = 1_000;

    /// <inheritdoc/>
    public override string? Invalid() => MaxCompanies is < 1 or > 10_000
        ? $"{Section}:MaxCompanies must be 1 to 10000, and is {MaxCompanies}."
        : InvalidPolicy(Section);
}
