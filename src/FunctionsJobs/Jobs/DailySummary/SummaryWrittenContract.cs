using FunctionsJobs.Reports;

namespace FunctionsJobs.Jobs.DailySummary;

/// <summary>The summary that was written. Kept in histories: small, and members are only ever added.</summary>
public sealed record SummaryWrittenContract
{
    /// <summary>The UTC day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How many publishers had events on that day.</summary>
    public required int Publishers { get; init; }

    /// <summary>The report.</summary>
    public required WrittenReport Report { get; init; }
}
