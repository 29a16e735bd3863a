namespace FunctionsJobs.Reports.Summary;

/// <summary>The numbers of all publishers' day.</summary>
public sealed record SummaryData
{
    /// <summary>The day, and the day before, over all publishers, by hours.</summary>
    public required ReportData All { get; init; }

    /// <summary>The publishers that had events on either day: most revenue first, then by id.</summary>
    public required IReadOnlyList<PublisherDay> Publishers { get; init; }
}
