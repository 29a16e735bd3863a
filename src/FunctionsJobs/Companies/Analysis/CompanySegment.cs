namespace FunctionsJobs.Companies.Analysis;

/// <summary>Companies that have one thing in common.</summary>
public sealed record CompanySegment
{
    /// <summary>What they have in common: a section's letter, a class of size, a country's code, a band of scores such as <c>60-79</c>; <c>unknown</c>, or <c>other</c> for the rest of many.</summary>
    public required string Key { get; init; }

    /// <summary>The same for people.</summary>
    public required string Title { get; init; }

    /// <summary>How many they are.</summary>
    public required int Companies { get; init; }

    /// <summary>Their share of all companies, in percent, to one decimal.</summary>
    public required decimal SharePercent { get; init; }

    /// <summary>Their mean score, to one decimal; null for none.</summary>
    public required decimal? MeanScore { get; init; }
}
