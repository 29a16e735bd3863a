using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports.Summary;

/// <summary>A publisher's day in the summary of all publishers.</summary>
/// <param name="PublisherId">The publisher.</param>
/// <param name="Current">The sums of the day.</param>
/// <param name="Previous">The sums of the day before.</param>
public readonly record struct PublisherDay(string PublisherId, RollupCounts Current, RollupCounts Previous);
