namespace FunctionsJobs.Companies.Profiles;

/// <summary>Joins companies that are one, and fills the gaps of what is known of it.</summary>
/// <remarks>
/// Of several that are one, the survivor is the company with the fewest labels in its domain, then the shortest domain, then the first in the alphabet. Its profile holds, for
/// each single value, its own, or else the first of the others in that same order, and of lists and links the union. The others keep their own profiles and point to it.
/// </remarks>
internal static class CompanyProfiler
{
    /// <summary>Profiles and duplicates of companies that are all one, in whichever order they are given.</summary>
    public static IReadOnlyList<CompanyRecord> Resolve(IReadOnlyList<CompanyRecord> same)
    {
        var ordered = Ordered(same);
        return
        [
            ordered[0] with { Profile = Profile(ordered), DuplicateOf = null },
            .. ordered.Skip(1).Select(duplicate => duplicate with { Profile = Profile([duplicate]), DuplicateOf = ordered[0].Id }),
        ];
    }

    /// <summary>A company's profile without its duplicates.</summary>
    public static CompanyProfile Alone(CompanyRecord company) => Profile([company]);

    private static CompanyRecord[] Ordered(IReadOnlyList<CompanyRecord> companies) =>
    [
        .. companies.OrderBy(company => company.Domain.Count(c => c == '.')).ThenBy(company => company.Domain.Length).ThenBy(company => company.Domain, StringComparer.Ordinal),
    ];

    private static CompanyProfile Profile(CompanyRecord[] ordered)
    {
        var merge = new ProfileMerge(ordered[0].Domain);
        var stated = ordered.Select(company => (company.Domain, Profile: CompanyNormalizer.Stated(company.Domain, company.Facts))).ToArray();
        var domain = ordered[0].Domain;
        var profile = stated[0].Profile with
        {
            Name = merge.First("name", stated, profile => profile.Name),
            LegalForm = merge.First("legalForm", stated, profile => profile.LegalForm),
            Description = merge.First("description", stated, profile => profile.Description),
            Language = merge.First("language", stated, profile => profile.Language),
            Country = merge.First("country", stated, profile => profile.Country),
            Address = merge.First("address", stated, profile => profile.Address),
            Emails = [.. CompanyNormalizer.Emails(domain, stated.SelectMany(one => one.Profile.Emails)).Take(CompanyBounds.MaxEntries)],
            Phones = [.. stated.SelectMany(one => one.Profile.Phones).Distinct(StringComparer.Ordinal).Take(CompanyBounds.MaxEntries)],
            SocialLinks = stated.SelectMany(one => one.Profile.SocialLinks)
                .DistinctBy(link => link.Key)
                .Take(CompanyBounds.MaxEntries)
                .OrderBy(link => link.Key, StringComparer.Ordinal)
                .ToDictionary(link => link.Key, link => link.Value, StringComparer.Ordinal),
            Technologies = [.. stated.SelectMany(one => one.Profile.Technologies).DistinctBy(technology => technology.ToUpperInvariant()).Take(CompanyBounds.MaxEntries).Order(StringComparer.OrdinalIgnoreCase)],
            LogoUrl = merge.First("logoUrl", stated, profile => profile.LogoUrl),
            FoundedYear = merge.FirstNumber("foundedYear", stated, profile => profile.FoundedYear),
            Employees = merge.FirstNumber("employees", stated, profile => profile.Employees),
            Industry = merge.First("industry", stated, profile => profile.Industry),
            Keywords = [.. stated.SelectMany(one => one.Profile.Keywords).Distinct(StringComparer.Ordinal).Take(CompanyBounds.MaxEntries).Order(StringComparer.Ordinal)],
        };
        return merge.Complete(profile, ordered[0].Facts.Title);
    }
}
