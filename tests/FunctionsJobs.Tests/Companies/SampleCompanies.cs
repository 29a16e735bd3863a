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

    /// <summary>A company as the store has it.</summary>
    public static CompanyRecord Record(ScrapedCompany facts, string? tenant = "pub-1")
    {
        var bounded = CompanyBounds.Apply(facts);
        Assert.True(CompanyDomain.TryRead(bounded.Url, out var domain));
        return new CompanyRecord { Id = CompanyId.Of(tenant, domain), Tenant = tenant, Domain = domain, Facts = bounded, CreatedAt = Fetched, UpdatedAt = Fetched };
    }

    /// <summary>A company of which random things are known, always the same for a seed.</summary>
    public static ScrapedCompany Random(Random random)
    {
        string[] domains = ["acme.de", "shop.acme.de", "acme.com", "rockets.example", "beta.co.uk", "www2.beta.co.uk", "gamma.github.io", "delta.fr"];
        string[] names = ["Acme GmbH", "ACME", "Beta Ltd", "Beta Limited", "Gamma", "Delta S.A.", "Rockets, Inc."];
        string[] countries = ["Germany", "DE", "United Kingdom", "France", "nowhere"];
        T? Maybe<T>(IReadOnlyList<T> values)
            where T : class => random.Next(2) == 0 ? null : values[random.Next(values.Count)];
        var domain = domains[random.Next(domains.Length)];
        return Plain($"https://{domain}/") with
        {
            Name = Maybe(names),
            LegalName = Maybe(names),
            Description = Maybe(["We build software.", "Hotel and restaurant in the old town, since 1900."]),
            Emails = random.Next(2) == 0 ? [] : [$"info@{domain}", "someone@gmail.com"],
            Phones = random.Next(2) == 0 ? [] : ["0221 123456", "+33 1 23 45 67 89"],
            Address = random.Next(2) == 0 ? null : new CompanyAddress { Locality = "Köln", Country = Maybe(countries) },
            Technologies = random.Next(2) == 0 ? [] : ["nginx", "React"],
            Employees = random.Next(2) == 0 ? null : random.Next(1_000),
            Industry = Maybe(["Software", "Retail"]),
        };
    }
}
