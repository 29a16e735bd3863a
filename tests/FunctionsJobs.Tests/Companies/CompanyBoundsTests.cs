using FunctionsJobs.Companies;

namespace FunctionsJobs.Tests.Companies;

public sealed class CompanyBoundsTests
{
    [Fact]
    public void Apply_ToACompanyWithinThem_ChangesNothingButTheFormOfUrls()
    {
        var company = SampleCompanies.Whole();

        Assert.Equivalent(company, CompanyBounds.Apply(company), strict: true);
    }

    [Fact]
    public void Apply_Twice_IsTheSameAsOnce()
    {
        var once = CompanyBounds.Apply(Hostile());

        Assert.Equivalent(once, CompanyBounds.Apply(once), strict: true);
    }

    [Fact]
    public void Apply_ToAHostileCompany_CutsAndDrops()
    {
        var company = CompanyBounds.Apply(Hostile());

        Assert.Equal(CompanyBounds.MaxText, company.Name!.Length);
        Assert.Equal("a b exe.png", company.Title);
        Assert.Null(company.LegalName);
        Assert.Equal(CompanyBounds.MaxDescription - 1, company.Description!.Length);
        Assert.Equal(["ok@acme.example"], company.Emails);
        Assert.Equal(CompanyBounds.MaxEntries, company.Phones.Count);
        Assert.Null(company.Address);
        Assert.Equal(["x"], company.SocialLinks.Keys);
        Assert.Null(company.LogoUrl);
        Assert.Null(company.FoundingDate);
        Assert.Null(company.Employees);
    }

    [Theory]
    [InlineData("1998")]
    [InlineData("1998-09")]
    [InlineData("1998-09-04")]
    public void Apply_ToAFoundingDateOfAnyPrecision_KeepsIt(string date) =>
        Assert.Equal(date, CompanyBounds.Apply(SampleCompanies.Plain() with { FoundingDate = date }).FoundingDate);

    [Theory]
    [InlineData("ftp://acme.example/")]
    [InlineData("acme.example")]
    public void Apply_ToACompanyWithoutAPage_Throws(string url) => Assert.Throws<ArgumentException>(() => CompanyBounds.Apply(SampleCompanies.Plain(url)));

    private static ScrapedCompany Hostile() => SampleCompanies.Plain() with
    {
        Name = new string('n', 100_000),
        Title = " a\0\r\n\tb \u202Eexe.png\uD800",
        LegalName = "\0\0 ",
        Description = new string('d', CompanyBounds.MaxDescription - 1) + "🚀",
        Emails =
        [
            "ok@acme.example", "ok@acme.example", "a@b@c", "@acme.example", "a@", "a b@acme.example", "a@b.c\r\nBcc: x@y.z", "<a@b.c>",
            new string('a', 65) + "@acme.example", "a@" + new string('b', 300),
        ],
        Phones = [.. Enumerable.Range(0, 1_000).Select(i => $"+{i}")],
        Address = new CompanyAddress { Street = " ", Country = "\u200B" },
        SocialLinks = new Dictionary<string, string> { ["X"] = "https://x.com/a", ["evil"] = "javascript:alert(1)", [""] = "https://x.com/b" },
        LogoUrl = "data:image/svg+xml,<svg/>",
        FoundingDate = "long ago",
        Employees = -1,
    };
}
