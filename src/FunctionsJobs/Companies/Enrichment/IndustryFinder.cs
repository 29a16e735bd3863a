using System.Collections.Frozen;
using FunctionsJobs.Companies.Profiles;

namespace FunctionsJobs.Companies.Enrichment;

/// <summary>Finds the industry that a company's words speak for.</summary>
/// <remarks>
/// A word counts once: 4 in the industry that the company states, 3 in its name, 2 in its keywords, 1 in its description. The section with the most weight wins; of equal ones, the first letter.
/// A single word of a description is too little.
/// </remarks>
internal static class IndustryFinder
{
    private const int MinWeight = 2;
    private const int ShortestStem = 3;

    private static readonly FrozenDictionary<string, string> Words = Read(stems: false);
    private static readonly FrozenDictionary<string, string> Stems = Read(stems: true);

    /// <summary>The industry, or null.</summary>
    public static CompanyIndustry? Find(CompanyProfile profile)
    {
        var weights = new Dictionary<string, (string Section, int Weight)>(StringComparer.Ordinal);
        foreach (var (weight, text) in Places(profile))
        {
            foreach (var word in CompanyWords.In(text))
            {
                if (SectionOf(word) is { } section)
                {
                    weights.TryAdd(word, (section, weight));
                }
            }
        }

        var best = weights.GroupBy(word => word.Value.Section, StringComparer.Ordinal)
            .Select(group => (Section: group.Key, Weight: group.Sum(word => word.Value.Weight), Words: group.Select(word => word.Key)))
            .OrderByDescending(section => section.Weight)
            .ThenBy(section => section.Section, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Weight < MinWeight
            ? null
            : new CompanyIndustry(
                best.Section,
                Industries.TitleOf(best.Section),
                [.. best.Words.Order(StringComparer.Ordinal)],
                100 * best.Weight / weights.Values.Sum(word => word.Weight));
    }

    private static IEnumerable<(int Weight, string Text)> Places(CompanyProfile profile)
    {
        yield return (4, profile.Industry ?? "");
        yield return (3, profile.Name ?? "");
        foreach (var keyword in profile.Keywords)
        {
            yield return (2, keyword);
        }

        yield return (1, profile.Description ?? "");
    }

    private static string? SectionOf(string word)
    {
        if (Words.TryGetValue(word, out var section))
        {
            return section;
        }

        for (var length = word.Length; length >= ShortestStem; length--)
        {
            if (Stems.TryGetValue(word[..length], out section))
            {
                return section;
            }
        }

        return null;
    }

    private static FrozenDictionary<string, string> Read(bool stems) => Industries.Sections
        .SelectMany(section => section.Words.Split(' ').Select(word => (Word: word, section.Letter)))
        .Where(entry => entry.Word.EndsWith('*') == stems)
        .ToFrozenDictionary(entry => entry.Word.TrimEnd('*'), entry => entry.Letter, StringComparer.Ordinal);
}
