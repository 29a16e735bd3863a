using FunctionsJobs.Companies.Enrichment;
using FunctionsJobs.Companies.Scores;
using FunctionsJobs.Tests.Architecture;

namespace FunctionsJobs.Tests.Docs;

/// <summary>Holds <c>docs/companies.md</c> against the rules it describes.</summary>
public sealed class CompaniesPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Sources.Root, "docs", "companies.md"));

    [Fact]
    public void Industries_StandOnThePageWithTheirWords()
    {
        foreach (var section in Industries.Sections)
        {
            Assert.Contains($"| {section.Letter} | {section.Title} | {section.Words.Replace("*", "\\*", StringComparison.Ordinal)} |", Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Weights_StandOnThePage()
    {
        var company = Companies.SampleCompanies.Record(Companies.SampleCompanies.Whole());

        foreach (var reason in CompanyScorer.Of(company, new ScoreWeights()).Reasons)
        {
            Assert.Contains($"| `{reason.Feature}` | {reason.Weight} |", Page, StringComparison.Ordinal);
        }
    }
}
