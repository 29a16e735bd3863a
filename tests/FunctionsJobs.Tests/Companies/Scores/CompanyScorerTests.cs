using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Scores;
using static FunctionsJobs.Tests.Companies.SampleCompanies;

namespace FunctionsJobs.Tests.Companies.Scores;

public sealed class CompanyScorerTests
{
    private static readonly ScoreWeights Weights = new();

    [Fact]
    public void Of_AWholeCompany_AddsUpItsReasons()
    {
        var score = CompanyScorer.Of(Record(Whole()), Weights);

        Assert.Equal(
            [
                "email 100 15", "phone 100 10", "address 100 10", "social 66 3.3", "description 19 0.95", "size 80 12", "age 100 5", "technology 40 4", "legalForm 100 10",
                "industry 100 10", "https 100 5",
            ],
            score.Reasons.Select(reason => $"{reason.Feature} {reason.ValuePercent} {reason.Points:0.##}"));
        Assert.Equal(85, score.Points);
        Assert.Equal("medium: 120 people", score.Reasons[5].Text);
    }

    [Fact]
    public void Of_ACompanyOfWhichNothingIsKnown_IsNearlyNothing()
    {
        Assert.Equal(0, CompanyScorer.Of(Record(Plain("http://x.example/")), Weights).Points);
        Assert.Equal(5, CompanyScorer.Of(Record(Plain("https://x.example/")), Weights).Points);
    }

    [Fact]
    public void Of_TheSameCompany_IsTheSame() =>
        Assert.Equal(JsonSerializer.Serialize(CompanyScorer.Of(Record(Whole()), Weights)), JsonSerializer.Serialize(CompanyScorer.Of(Record(Whole()), Weights)));

    // The property that docs/companies.md promises: more of these never lowers a score.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_ACompanyOfWhichMoreIsKnown_IsNeverLower(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var less = SampleCompanies.Random(random);
            foreach (var (added, more) in More(less, random))
            {
                var (low, high) = (CompanyScorer.Of(Record(less), Weights).Points, CompanyScorer.Of(Record(more), Weights).Points);
                Assert.True(high >= low, $"{added}: {low} > {high} for {JsonSerializer.Serialize(less)}");
            }
        }
    }

    [Theory]
    [InlineData(-1, "each weight must be 0 to 100")]
    [InlineData(16, "must be 100 together, and are 101")]
    public void Weights_ThatAreNotValid_AreRefused(int email, string expected) =>
        Assert.Contains(expected, new ScoreWeights { Email = email }.Invalid("Companies:Weights"), StringComparison.Ordinal);

    [Fact]
    public void Options_HaveTheDocumentedDefaults()
    {
        var options = new CompaniesOptions();

        Assert.Equal((1_000, 100, new ScoreWeights()), (options.MaxIds, options.BatchSize, options.Weights));
        Assert.Null(options.Invalid());
        Assert.NotNull(new CompaniesOptions { MaxIds = 1_001 }.Invalid());
        Assert.NotNull(new CompaniesOptions { BatchSize = 0 }.Invalid());
        Assert.NotNull(new CompaniesOptions { Weights = new() { Size = 99 } }.Invalid());
    }

    private static IEnumerable<(string, ScrapedCompany)> More(ScrapedCompany company, Random random)
    {
        yield return ("email", company with { Emails = [.. company.Emails, "more@gmail.com"] });
        yield return ("own email", company with { Emails = [.. company.Emails, $"more@{new Uri(company.Url).Host}"] });
        yield return ("phone", company with { Phones = [.. company.Phones, "0221 999999"] });
        yield return ("social", company with { SocialLinks = new Dictionary<string, string>(company.SocialLinks) { ["x"] = "https://x.com/a" } });
        yield return ("technology", company with { Technologies = [.. company.Technologies, "Vue"] });
        yield return ("employees", company with { Employees = (company.Employees ?? 0) + random.Next(500) });
        yield return ("street", company with { Address = (company.Address ?? new CompanyAddress()) with { Street = "Street 1", PostalCode = "1" } });
        yield return ("description", company with { Description = company.Description + new string('x', random.Next(300)) });
    }
}
