using FunctionsJobs.Companies;

namespace FunctionsJobs.Tests.Companies;

/// <summary>Companies for tests.</summary>
internal static class SampleCompanies
{
    public static readonly DateTimeOffset Fetched = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ScrapedCompany Plain(string url = "https://acme.example/", string name = "Acme") => new() { Url = url, FetchedAt = Fetched, Name = name };

    /// <summary>A company of which everything is known.</summary>
    public static ScrapedCompany Whole(string url = "https://www.acme.example/about") => new()
    {
        Url = url,
        FetchedAt = Fetched,
        Title = "Acme — rockets & anvils",
        Name = "Acme",
        LegalName = "Acme Rockets GmbH",
        Description = "Rockets for roadrunners, made in Köln.",
        Language = "de",
        Emails = ["info@acme.example", "Sales@Acme.example"],
        Phones = ["+49 221 123456", "0221 654321"],
        Address = new CompanyAddress { Street = "Domplatz 1", Locality = "Köln", Region = "NRW", PostalCode = "50667", Country = "Deutschland" },
        SocialLinks = new Dictionary<string, string> { ["linkedin"] = "https://www.linkedin.com/company/acme", ["x"] = "https://x.com/acme" },
        Technologies = ["nginx", "WordPress"],
        LogoUrl = "https://acme.example/logo.svg",
        FoundingDate = "1949-09-17",
        Employees = 120,
        Industry = "Aerospace",
        Keywords = ["rockets", "anvils"],
        ContentHash = "0123abcd",
    };
}
