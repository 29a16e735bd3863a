using FunctionsJobs.Scraping;

namespace FunctionsJobs.Jobs.CompanyScraping;

/// <summary>Settings of the reading of a company's page, section <c>Jobs:CompanyScraping</c>. How pages are got and read is set in <c>Scraping</c>.</summary>
public sealed class CompanyScrapingOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:CompanyScraping";

    /// <summary>With a time for an attempt of 5 minutes, and a first wait of 30 s: what ails a stranger's server takes its time to pass.</summary>
    public CompanyScrapingOptions() => (AttemptTimeout, BackoffDelay) = (TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30));

    /// <inheritdoc/>
    public override string? Invalid() => InvalidPolicy(Section);

    /// <summary>What is wrong with the settings beside those of getting and reading pages, or null.</summary>
    public string? Invalid(ScrapingOptions scraping)
    {
        var page = scraping.FetchTimeout + scraping.ParseTimeout;
        return Invalid() ?? (AttemptTimeout > page
            ? null
            : $"{Section}:AttemptTimeout ({AttemptTimeout}) must be longer than Scraping:FetchTimeout and Scraping:ParseTimeout together ({page}).");
    }
}
