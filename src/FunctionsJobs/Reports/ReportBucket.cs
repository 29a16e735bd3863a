using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports;

/// <summary>An hour or a day of a report.</summary>
/// <param name="Start">Its first instant, UTC.</param>
/// <param name="Current">Its sums; zeros where nothing happened.</param>
/// <param name="Previous">The sums of its counterpart in the period before, or null where that period was too short to have one.</param>
public readonly record struct ReportBucket(DateTimeOffset Start, RollupCounts Current, RollupCounts? Previous);
