using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports;

/// <summary>Exact sums over a period. Kept in histories: members are only ever added.</summary>
public sealed record ReportSums
{
    /// <summary>Requests.</summary>
    public required long Requests { get; init; }

    /// <summary>Impressions.</summary>
    public required long Impressions { get; init; }

    /// <summary>Clicks.</summary>
    public required long Clicks { get; init; }

    /// <summary>Revenue in millionths of the currency unit.</summary>
    public required long RevenueMicros { get; init; }

    internal static ReportSums Of(RollupCounts counts) => new()
    {
        Requests = counts.Requests,
        Impressions = counts.Impressions,
        Clicks = counts.Clicks,
        RevenueMicros = counts.RevenueMicros,
    };

    internal RollupCounts ToCounts() => new(Requests, Impressions, Clicks, RevenueMicros);
}
