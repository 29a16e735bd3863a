using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Profiles;
using static FunctionsJobs.Tests.Companies.SampleCompanies;

namespace FunctionsJobs.Tests.Companies.Profiles;

public sealed class CompanyProfilerTests
{
    [Fact]
    public void Alone_OfAWholeCompany_BringsEverythingIntoNormalForm()
    {
        var profile = CompanyProfiler.Alone(Record(Whole()));

        Assert.Equal(("Acme", "GmbH", "DE", 1949, 120), (profile.Name, profile.LegalForm, profile.Country, profile.FoundedYear, profile.Employees));
        Assert.Equal(["info@acme.example", "sales@acme.example"], profile.Emails);
        Assert.Equal(["+49221123456", "+49221654321"], profile.Phones);
        Assert.Equal("DE", profile.Address!.Country);
        Assert.Equal(["anvils", "rockets"], profile.Keywords);
        Assert.Empty(profile.Completed);
    }

    [Fact]
    public void Alone_OfASparseCompany_CompletesFromTitleAndDomain()
    {
        var profile = CompanyProfiler.Alone(Record(Plain("https://user:secret@www.mueller.de/#top", null!) with { Title = "Müller GmbH | Brötchen", Language = "DE_de" }));

        Assert.Equal(("Müller", "DE", "de-DE", "https://www.mueller.de/"), (profile.Name, profile.Country, profile.Language, profile.Url));
        Assert.Equal([new("name", "title"), new("country", "domain")], profile.Completed);
        Assert.Equal("acme", CompanyProfiler.Alone(Record(Plain("https://shop.acme.example/", null!))).Name);
    }

    [Fact]
    public void Resolve_OfSeveral_KeepsTheUnionWithTheOneOfTheShortestDomain()
    {
        var survivor = Record(Plain("https://acme.de/", "Acme GmbH") with { Emails = ["info@acme.de"] });
        var shop = Record(Plain("https://shop.acme.de/", "Acme Shop") with { Phones = ["0221 123456"], Employees = 20, Industry = "Retail", SocialLinks = new Dictionary<string, string> { ["x"] = "https://x.com/acme" } });
        var blog = Record(Plain("https://blog.acme.de/", "Acme Blog") with { Employees = 7, Emails = ["blog@acme.de", "INFO@acme.de"] });

        var resolved = CompanyProfiler.Resolve([shop, survivor, blog]).ToDictionary(company => company.Domain);

        Assert.Null(resolved["acme.de"].DuplicateOf);
        Assert.Equal((survivor.Id, survivor.Id), (resolved["shop.acme.de"].DuplicateOf, resolved["blog.acme.de"].DuplicateOf));
        var profile = resolved["acme.de"].Profile!;
        Assert.Equal(("Acme", "GmbH", 7, "Retail"), (profile.Name, profile.LegalForm, profile.Employees, profile.Industry));
        Assert.Equal(["blog@acme.de", "info@acme.de"], profile.Emails);
        Assert.Equal(["+49221123456"], profile.Phones);
        Assert.Equal(["x"], profile.SocialLinks.Keys);
        Assert.Equal([new("country", "phone"), new("employees", "duplicate:blog.acme.de"), new("industry", "duplicate:shop.acme.de")], profile.Completed);
        Assert.Equal("Acme Shop", resolved["shop.acme.de"].Profile!.Name);
    }

    // The property: neither the order of companies nor running it again on what it made changes anything.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Resolve_OfRandomCompanies_IsIndependentOfOrderAndIdempotent(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            CompanyRecord[] companies = [.. Enumerable.Range(0, 6).Select(_ => Record(SampleCompanies.Random(random))).DistinctBy(company => company.Id)];
            var once = CompanyProfiler.Resolve(companies);
            random.Shuffle(companies);

            Assert.Equal(Text(once), Text(CompanyProfiler.Resolve(companies)));
            Assert.Equal(Text(once), Text(CompanyProfiler.Resolve([.. once.Reverse()])));
        }
    }

    private static string Text(IEnumerable<CompanyRecord> companies) => JsonSerializer.Serialize(companies.OrderBy(company => company.Id, StringComparer.Ordinal));

    [Fact]
    public void KeysOf_JoinNamesWithinACountryAndDomainsAnywhere()
    {
        Assert.Equal(Joining("https://acme.de/", "Acme GmbH"), Joining("https://shop.acme.de/", "ACME AG"));
        Assert.Contains("n:acme|DE", Joining("https://acme.de/", "Acme GmbH"));
        Assert.Contains("n:acme|FR", Joining("https://acme.fr/", "Acme"));
        Assert.Equal(["d:acme.com"], Joining("https://acme.com/", "Acme"));
        Assert.Equal(["d:ab.de"], Joining("https://ab.de/", "AB"));
        Assert.Equal(["d:acme.com", "e:ann@acme.com"], CompanyKeys.Of("acme.com", Plain("https://acme.com/") with { Emails = ["Ann@Acme.com"] }));

        static IEnumerable<string> Joining(string url, string name) => CompanyKeys.Of(Record(Plain(url)).Domain, Plain(url, name)).Where(CompanyKeys.Joins);
    }
}
