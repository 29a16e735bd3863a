using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports;

/// <summary>The numbers of a report. Two of equal content make the same page, byte by byte.</summary>
public sealed record ReportData
{
    /// <summary>The period.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>Every hour or day of the period, in order.</summary>
    public required IReadOnlyList<ReportBucket> Buckets { get; init; }

    /// <summary>The sums over the period.</summary>
    public required RollupCounts Current { get; init; }

    /// <summary>The sums over the whole period before.</summary>
    public required RollupCounts Previous { get; init; }

    /// <summary>Lays the buckets of two periods side by side; what is stored nowhere is zero.</summary>
    /// <param name="period">The period.</param>
    /// <param name="stored">Sums by the first instant of an hour or day, of both periods; others are left out.</param>
    public static ReportData Of(ReportPeriod period, IReadOnlyDictionary<DateTimeOffset, RollupCounts> stored)
    {
        var before = period.Previous.Range.Buckets(period.Bucket).Select(start => stored.GetValueOrDefault(start)).ToArray();
        var buckets = period.Range.Buckets(period.Bucket)
            .Select((start, index) => new ReportBucket(start, stored.GetValueOrDefault(start), index < before.Length ? before[index] : null))
            .ToArray();
        return new ReportData
        {
            Period = period,
            Buckets = buckets,
            Current = buckets.Aggregate(default(RollupCounts), (sum, bucket) => sum + bucket.Current),
            Previous = before.Aggregate(default(RollupCounts), (sum, counts) => sum + counts),
        };
    }
}
