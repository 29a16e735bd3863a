using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports;

/// <summary>A metric of reports.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Unit">What it is measured in.</param>
/// <param name="Value">Its value, or null where it has none.</param>
/// <param name="Definition">What it means.</param>
public sealed record ReportMetric(string Title, ReportUnit Unit, Func<RollupCounts, decimal?> Value, string Definition)
{
    public static ReportMetric Revenue { get; } = new("Revenue", ReportUnit.Money, counts => counts.Revenue, "the sum of the revenue of impressions and clicks");

    public static ReportMetric Requests { get; } = new("Requests", ReportUnit.Count, counts => counts.Requests, "events of the type request");

    public static ReportMetric Impressions { get; } = new("Impressions", ReportUnit.Count, counts => counts.Impressions, "events of the type impression");

    public static ReportMetric Clicks { get; } = new("Clicks", ReportUnit.Count, counts => counts.Clicks, "events of the type click");

    public static ReportMetric Ecpm { get; } = new("eCPM", ReportUnit.Money, counts => counts.EffectiveCpm, "revenue ÷ impressions × 1,000");

    public static ReportMetric Ctr { get; } = new("CTR", ReportUnit.Ratio, counts => counts.ClickThroughRate, "clicks ÷ impressions");

    public static ReportMetric FillRate { get; } = new("Fill rate", ReportUnit.Ratio, counts => counts.FillRate, "impressions ÷ requests");

    /// <summary>All of them, in the order of reports.</summary>
    public static IReadOnlyList<ReportMetric> All { get; } = [Revenue, Impressions, Clicks, Requests, Ecpm, Ctr, FillRate];

    /// <summary>The value with that of the period before.</summary>
    public ReportChange Change(RollupCounts current, RollupCounts previous) => new(Value(current), Value(previous));
}
