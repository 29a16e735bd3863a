using FunctionsJobs.Companies.Enrichment;

namespace FunctionsJobs.Companies.Analysis;

/// <summary>Counts companies by what they have in common.</summary>
internal static class CompanyAnalyzer
{
    /// <summary>Leads and countries that are named.</summary>
    public const int Most = 20;

    private const string Unknown = "unknown";
    private const int BandWidth = 20;

    /// <summary>The same for the same companies, in whichever order.</summary>
    public static CompanyAnalysis Of(IReadOnlyList<CompanyInsight> insights)
    {
        CompanyInsight[] counted = [.. insights.Where(insight => insight.Company.DuplicateOf is null)];
        return new CompanyAnalysis
        {
            Companies = counted.Length,
            Duplicates = insights.Count - counted.Length,
            MeanScore = Mean(counted),
            ByIndustry = BySize(counted, insight => insight.Enrichment.Industry is { } industry ? (industry.Section, industry.Title) : (Unknown, Unknown), Industries.Sections.Count + 1),
            BySize = InOrder(counted, [.. CompanySize.All, Unknown], insight => insight.Enrichment.Size ?? Unknown),
            ByCountry = BySize(counted, insight => insight.Profile.Country is { } country ? (country, country) : (Unknown, Unknown), Most),
            ByScore = InOrder(counted, [.. Enumerable.Range(0, 100 / BandWidth).Select(band => Band(band * BandWidth))], insight => Band(insight.Score.Points)),
            Coverage = Coverage(counted),
            TopLeads =
            [
                .. counted.OrderByDescending(insight => insight.Score.Points)
                    .ThenBy(insight => insight.Company.Domain, StringComparer.Ordinal)
                    .Take(Most)
                    .Select(CompanyLead.Of),
            ],
        };
    }

    // The last band holds 100, too.
    private static string Band(int points) => Math.Min(points / BandWidth, (100 / BandWidth) - 1) * BandWidth is var from && from + BandWidth == 100
        ? $"{from}-100"
        : $"{from}-{from + BandWidth - 1}";

    private static CompanySegment[] BySize(CompanyInsight[] all, Func<CompanyInsight, (string Key, string Title)> of, int most)
    {
        var groups = all.GroupBy(of)
            .OrderBy(group => group.Key.Key == Unknown)
            .ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key.Key, StringComparer.Ordinal)
            .ToArray();
        var named = groups.Take(most).Select(group => Segment(group.Key.Key, group.Key.Title, [.. group], all.Length));
        CompanyInsight[] others = [.. groups.Skip(most).SelectMany(group => group)];
        return [.. named, .. others.Length == 0 ? [] : (CompanySegment[])[Segment("other", $"{groups.Length - most} others", others, all.Length)]];
    }

    private static CompanySegment[] InOrder(CompanyInsight[] all, string[] keys, Func<CompanyInsight, string> of)
    {
        var groups = all.ToLookup(of, StringComparer.Ordinal);
        return [.. keys.Select(key => Segment(key, key, [.. groups[key]], all.Length))];
    }

    private static CompanyCoverage[] Coverage(CompanyInsight[] all) =>
    [
        Known("email", all, insight => insight.Profile.Emails.Count > 0),
        Known("phone", all, insight => insight.Profile.Phones.Count > 0),
        Known("address", all, insight => insight.Profile.Address is not null),
        Known("socialLinks", all, insight => insight.Profile.SocialLinks.Count > 0),
        Known("employees", all, insight => insight.Profile.Employees is not null),
        Known("industry", all, insight => insight.Enrichment.Industry is not null),
        Known("legalForm", all, insight => insight.Profile.LegalForm is not null),
    ];

    private static CompanyCoverage Known(string field, CompanyInsight[] all, Func<CompanyInsight, bool> isKnown)
    {
        var count = all.Count(isKnown);
        return new CompanyCoverage(field, count, Share(count, all.Length));
    }

    private static CompanySegment Segment(string key, string title, CompanyInsight[] companies, int of) => new()
    {
        Key = key,
        Title = title,
        Companies = companies.Length,
        SharePercent = Share(companies.Length, of),
        MeanScore = Mean(companies),
    };

    private static decimal Share(int count, int of) => of == 0 ? 0 : Math.Round(100m * count / of, 1, MidpointRounding.AwayFromZero);

    private static decimal? Mean(CompanyInsight[] companies) =>
        companies.Length == 0 ? null : Math.Round((decimal)companies.Sum(insight => insight.Score.Points) / companies.Length, 1, MidpointRounding.AwayFromZero);
}
