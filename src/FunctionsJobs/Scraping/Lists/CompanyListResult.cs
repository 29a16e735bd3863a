namespace FunctionsJobs.Scraping.Lists;

/// <summary>What became of a list of pages. A list of which every page failed has completed, too: its counts say so.</summary>
public sealed record CompanyListResult
{
    /// <summary>Pages, each counted once: the sum of those that succeeded, failed and were cancelled.</summary>
    public required int Total { get; init; }

    /// <summary>Addresses that had been in the list before, and were not read again.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Pages that were read.</summary>
    public required int Succeeded { get; init; }

    /// <summary>Pages that could not be read.</summary>
    public required int Failed { get; init; }

    /// <summary>Pages whose jobs were cancelled one by one.</summary>
    public required int Cancelled { get; init; }

    /// <summary>The companies of the pages that were read, each once, in the order of the list.</summary>
    public required IReadOnlyList<string> CompanyIds { get; init; }

    /// <summary>The first hundred of the pages that could not be read, in the order of the list.</summary>
    public required IReadOnlyList<CompanyListFailure> Failures { get; init; }
}
