using System.Text;

namespace FunctionsJobs.Companies;

/// <summary>The words a company is found by: runs of letters and digits, in lower case and without accents.</summary>
public static class CompanyWords
{
    /// <summary>Words of a query that count.</summary>
    public const int MaxQueryWords = 10;

    private const int MaxQueryLength = 1_000;
    private const int MinLength = 2;
    private const int MaxLength = 40;
    private const int MaxWords = 300;

    /// <summary>The words of a query, each once.</summary>
    public static IReadOnlyList<string> OfQuery(string query) =>
        [.. In(CompanyBounds.Text(query, MaxQueryLength) ?? "").Distinct(StringComparer.Ordinal).Take(MaxQueryWords)];

    /// <summary>A company's words, each with the weight of the most important place it stands in, most important first.</summary>
    internal static IReadOnlyList<KeyValuePair<string, int>> Of(string domain, ScrapedCompany facts) =>
    [
        .. Weigh(8, facts.Name, facts.LegalName)
            .Concat(Weigh(4, domain, domain.Split('.')[0]))
            .Concat(Weigh(2, [facts.Industry, .. facts.Keywords]))
            .Concat(Weigh(1, facts.Title, facts.Description))
            .DistinctBy(word => word.Key)
            .Take(MaxWords),
    ];

    private static IEnumerable<KeyValuePair<string, int>> Weigh(int weight, params IEnumerable<string?> texts) =>
        texts.OfType<string>().SelectMany(In).Select(word => KeyValuePair.Create(word, weight));

    /// <summary>The words of a text, in order.</summary>
    internal static IEnumerable<string> In(string text)
    {
        var word = new StringBuilder();
        foreach (var c in LatinLetters.Fold(text))
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(c);
            }
            else if (!char.IsSurrogate(c) && Take(word) is { } whole)
            {
                yield return whole;
            }
        }

        if (Take(word) is { } last)
        {
            yield return last;
        }
    }

    private static string? Take(StringBuilder word)
    {
        var whole = word.Length >= MinLength ? word.ToString(0, Math.Min(word.Length, MaxLength)) : null;
        word.Clear();
        return whole;
    }
}
