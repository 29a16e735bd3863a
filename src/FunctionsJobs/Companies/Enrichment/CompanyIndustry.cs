namespace FunctionsJobs.Companies.Enrichment;

/// <summary>The industry of a company, by what it says about itself.</summary>
/// <param name="Section">The section of NACE Rev. 2, <c>A</c> to <c>U</c>, which is that of ISIC Rev. 4 as well.</param>
/// <param name="Title">The section's title.</param>
/// <param name="Words">The words that speak for it, in alphabetical order.</param>
/// <param name="SharePercent">Their weight among all words that speak for any section, in percent, 1 to 100.</param>
public sealed record CompanyIndustry(string Section, string Title, IReadOnlyList<string> Words, int SharePercent);
