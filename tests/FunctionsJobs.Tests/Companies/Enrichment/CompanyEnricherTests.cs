using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Enrichment;
using static FunctionsJobs.Tests.Companies.SampleCompanies;

namespace FunctionsJobs.Tests.Companies.Enrichment;

public sealed class CompanyEnricherTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(0, "micro")]
    [InlineData(9, "micro")]
    [InlineData(10, "small")]
    [InlineData(49, "small")]
    [InlineData(50, "medium")]
    [InlineData(249, "medium")]
    [InlineData(250, "large")]
    public void SizeOf_FollowsTheRecommendation(int? employees, string? expected) => Assert.Equal(expected, CompanySize.Of(employees));

    [Theory]
    [InlineData("Software", null, "J")]
    [InlineData(null, "Rechtsanwaltskanzlei Schmidt: Rechtsanwalt und Steuerberatung", "M")]
    [InlineData(null, "Hotel and restaurant by the sea", "I")]
    [InlineData("Aerospace", "We build rockets. Software, too.", "C")]
    [InlineData(null, "One hotel.", null)]
    [InlineData(null, null, null)]
    public void Industry_IsTheOneThatMostWordsSpeakFor(string? industry, string? description, string? expected) =>
        Assert.Equal(expected, CompanyEnricher.Of(Record(Plain() with { Industry = industry, Description = description })).Industry?.Section);

    [Fact]
    public void Industry_TellsItsWordsAndTheirShare()
    {
        var industry = CompanyEnricher.Of(Record(Plain() with { Industry = "Software", Keywords = ["Hotel"], Description = "Cloud for hotels" })).Industry!;

        Assert.Equal(("J", "Information and communication", 62), (industry.Section, industry.Title, industry.SharePercent));
        Assert.Equal(["cloud", "software"], industry.Words);
    }

    // One that stood in two sections would make the answer a matter of their order.
    [Fact]
    public void Words_StandInOneSectionEach()
    {
        var words = Industries.Sections.SelectMany(section => section.Words.Split(' ')).ToArray();

        Assert.Equal(21, Industries.Sections.Count);
        Assert.Equal("ABCDEFGHIJKLMNOPQRSTU", string.Concat(Industries.Sections.Select(section => section.Letter)));
        Assert.Equal(words.Distinct().Order(), words.Order());
        Assert.All(words, word => Assert.Equal(CompanyWords.In(word.TrimEnd('*')), [word.TrimEnd('*')]));
    }

    [Theory]
    [InlineData("https://acme.co.uk/", "info@acme.co.uk", "uk", "acme.co.uk", null, true, "own-domain")]
    [InlineData("http://acme.wordpress.com/", "acme@gmail.com", "com", "acme.wordpress.com", "wordpress.com", false, "Gmail")]
    [InlineData("https://shop.acme.de/", "acme@agency.example", "de", "acme.de", null, true, "other")]
    [InlineData("https://192.0.2.1/", null, null, "192.0.2.1", null, true, null)]
    public void DomainFacts_AreReadFromNamesAlone(
        string url, string? email, string? top, string registrable, string? host, bool https, string? provider)
    {
        var facts = CompanyEnricher.Of(Record(Plain(url) with { Emails = email is null ? [] : [email] })).Domain;

        Assert.Equal((top, registrable, host, https, provider, Fetched), (facts.TopLevel, facts.Registrable, facts.HostedBy, facts.IsHttps, facts.MailProvider, facts.ReadAt));
    }
}
