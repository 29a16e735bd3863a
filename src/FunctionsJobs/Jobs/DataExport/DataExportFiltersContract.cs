namespace FunctionsJobs.Jobs.DataExport;

/// <summary>Narrows an export of events. An event has to be in every list that is given, and one without the value is in none. Each has 1 to 100 values.</summary>
public sealed record DataExportFiltersContract
{
    /// <summary><c>request</c>, <c>impression</c>, <c>click</c>.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>ISO 3166-1 alpha-2 codes in capitals.</summary>
    public IReadOnlyList<string>? Countries { get; init; }

    /// <summary><c>mobile</c>, <c>desktop</c>, <c>tablet</c>, <c>other</c>.</summary>
    public IReadOnlyList<string>? Devices { get; init; }

    /// <summary>Ad slots, letter for letter.</summary>
    public IReadOnlyList<string>? AdUnits { get; init; }
}
