namespace FunctionsJobs.Companies.Analysis;

/// <summary>Segments, distributions and the best of some companies. Of bounded size, whatever their number.</summary>
public sealed record CompanyAnalysis
{
    /// <summary>How many there are, duplicates left out.</summary>
    public required int Companies { get; init; }

    /// <summary>How many more are duplicates of others, and count nowhere else.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Their mean score, to one decimal; null for none.</summary>
    public required decimal? MeanScore { get; init; }

    /// <summary>By section of NACE Rev. 2, largest first.</summary>
    public required IReadOnlyList<CompanySegment> ByIndustry { get; init; }

    /// <summary>By class of size, smallest class first; all of them.</summary>
    public required IReadOnlyList<CompanySegment> BySize { get; init; }

    /// <summary>By country, largest first; at most twenty, and the others together.</summary>
    public required IReadOnlyList<CompanySegment> ByCountry { get; init; }

    /// <summary>By band of scores, lowest first; all of them.</summary>
    public required IReadOnlyList<CompanySegment> ByScore { get; init; }

    /// <summary>Of how many companies contacts and other facts are known.</summary>
    public required IReadOnlyList<CompanyCoverage> Coverage { get; init; }

    /// <summary>Those with the highest scores, at most twenty; of equal scores, in order of their domains.</summary>
    public required IReadOnlyList<CompanyLead> TopLeads { get; init; }
}
