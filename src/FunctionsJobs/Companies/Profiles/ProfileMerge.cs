namespace FunctionsJobs.Companies.Profiles;

/// <summary>Takes the values of one profile together, and notes where each came from that the company does not state itself.</summary>
internal sealed class ProfileMerge(string domain)
{
    private static readonly string[] Fields =
        ["name", "legalForm", "description", "language", "country", "address", "logoUrl", "foundedYear", "employees", "industry"];

    private readonly List<CompanyCompletion> _completed = [];

    /// <summary>The first value that one of them has.</summary>
    public T? First<T>(string field, IReadOnlyList<(string Domain, CompanyProfile Profile)> stated, Func<CompanyProfile, T?> value)
        where T : class
    {
        var found = stated.FirstOrDefault(one => value(one.Profile) is not null);
        Note(field, found.Domain);
        return found.Profile is { } profile ? value(profile) : null;
    }

    /// <summary>The first number that one of them has.</summary>
    public int? FirstNumber(string field, IReadOnlyList<(string Domain, CompanyProfile Profile)> stated, Func<CompanyProfile, int?> value)
    {
        var found = stated.FirstOrDefault(one => value(one.Profile) is not null);
        Note(field, found.Domain);
        return found.Profile is { } profile ? value(profile) : null;
    }

    /// <summary>Fills gaps from the title, telephone numbers, domain and e-mail addresses, and lists what was filled.</summary>
    public CompanyProfile Complete(CompanyProfile profile, string? title)
    {
        if (profile.Country is null && CompanyCountry.Of(domain, profile.Address, profile.Phones, profile.Emails) is var (country, from))
        {
            profile = profile with { Country = country };
            _completed.Add(new CompanyCompletion("country", from));
        }

        if (profile.Name is null)
        {
            var (name, source) = NameOf(title) is { } fromTitle ? (fromTitle, "title") : (RegistrableDomain.Of(domain).Split('.')[0], "domain");
            profile = profile with { Name = name };
            _completed.Add(new CompanyCompletion("name", source));
        }

        return profile with { Completed = [.. _completed.OrderBy(completion => Array.IndexOf(Fields, completion.Field))] };
    }

    // "Acme | Rockets and anvils": what stands before the first bar, dash or colon.
    private static string? NameOf(string? title)
    {
        var name = title?.Split(['|', '–', '—', '·', ':', '»'], 2)[0].Split(" - ", 2)[0].Trim();
        return string.IsNullOrEmpty(name) ? null : LegalForms.Split(name).Name;
    }

    private void Note(string field, string? from)
    {
        if (from is not null && from != domain)
        {
            _completed.Add(new CompanyCompletion(field, $"duplicate:{from}"));
        }
    }
}
