using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Metrics;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>Computes the dashboard's numbers from roll-ups that hold every event there is. The definitions are in docs/metrics.md.</summary>
/// <remarks>A publisher of null means all together, and is for those who may see all.</remarks>
public sealed class DashboardNumbers(CurrentRollups rollups)
{
    private const int Days = 30;
    private const int Months = 12;
    private const int TopPublishers = 10;
    private const int MostDays = 62;
    private const int MostDaysInWeeks = 366;

    /// <summary>The first look at a time.</summary>
    public async Task<DashboardStats> StatsAsync(string? publisherId, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = RollupCalendar.StartOf(Granularity.Day, now);
        var range = new UtcRange(today.AddDays(-Days), today.AddDays(1));
        var days = await rollups.ReadAsync(publisherId, Granularity.Day, range, cancellation);
        return new DashboardStats
        {
            PublisherId = publisherId,
            Today = Numbers(days, today, today.AddDays(1)),
            Yesterday = Numbers(days, today.AddDays(-1), today),
            Last7Days = Numbers(days, today.AddDays(-7), today),
            Last7DaysGrowth = PeriodGrowth.Of(Sum(days, today.AddDays(-7), today), Sum(days, today.AddDays(-14), today.AddDays(-7))),
            Last30Days = Numbers(days, today.AddDays(-Days), today),
            Daily = Series(days, Granularity.Day, range),
        };
    }

    /// <summary>Twelve months up to a time.</summary>
    public async Task<AnalyticsOverview> OverviewAsync(string? publisherId, DateTimeOffset now, CancellationToken cancellation)
    {
        var month = RollupCalendar.StartOf(Granularity.Month, now);
        var range = new UtcRange(month.AddMonths(1 - Months), month.AddMonths(1));
        var months = await rollups.ReadAsync(publisherId, Granularity.Month, range, cancellation);
        var top = publisherId is null ? await rollups.ListTopPublishersAsync(Granularity.Month, range, TopPublishers, cancellation) : null;
        return new AnalyticsOverview
        {
            PublisherId = publisherId,
            Totals = Numbers(months, range.From, range.To),
            Monthly = Series(months, Granularity.Month, range),
            TopPublishers = top is null ? null : [.. top.Select(one => new PublisherNumbers { PublisherId = one.PublisherId, Numbers = PeriodTotals.Of(one.Counts) })],
        };
    }

    /// <summary>Growth over the weeks that were over at a time.</summary>
    public async Task<GrowthReport> GrowthAsync(string? publisherId, int weeks, DateTimeOffset now, CancellationToken cancellation)
    {
        var end = RollupCalendar.StartOf(Granularity.Week, now);
        var first = end.AddDays(-7 * weeks);
        var stored = await rollups.ReadAsync(publisherId, Granularity.Week, new UtcRange(first.AddDays(-7), end), cancellation);
        var counts = Enumerable.Range(-1, weeks + 1).Select(index => Sum(stored, first.AddDays(7 * index), first.AddDays(7 * (index + 1)))).ToArray();
        return new GrowthReport
        {
            PublisherId = publisherId,
            Weeks =
            [
                .. Enumerable.Range(0, weeks).Select(index => new GrowthWeek
                {
                    Start = Day(first.AddDays(7 * index)),
                    Numbers = PeriodTotals.Of(counts[index + 1]),
                    Growth = PeriodGrowth.Of(counts[index + 1], counts[index]),
                }),
            ],
            Trends = PeriodTrends.Of(counts[1..]),
        };
    }

    /// <summary>Performance over whole days.</summary>
    public async Task<PerformanceReport> PerformanceAsync(string? publisherId, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var (start, end) = (RollupCalendar.StartOfDay(from), RollupCalendar.StartOfDay(to));
        var length = end - start;
        var days = await rollups.ReadAsync(publisherId, Granularity.Day, new UtcRange(start - length, end), cancellation);
        var granularity = length.Days switch
        {
            > MostDaysInWeeks => Granularity.Month,
            > MostDays => Granularity.Week,
            _ => Granularity.Day,
        };
        return new PerformanceReport
        {
            PublisherId = publisherId,
            From = from,
            To = to,
            Totals = Numbers(days, start, end),
            Previous = Numbers(days, start - length, start),
            Growth = PeriodGrowth.Of(Sum(days, start, end), Sum(days, start - length, start)),
            Granularity = AnalyticsNames.Of(granularity),
            Series = Series([.. days.Where(day => day.Start >= start)], granularity, new UtcRange(start, end)),
        };
    }

    private static NumbersPoint[] Series(IReadOnlyList<RollupBucket> buckets, Granularity granularity, UtcRange range) =>
    [
        .. range.Buckets(granularity).Select(start => new NumbersPoint
        {
            Start = Day(start < range.From ? range.From : start),
            Numbers = Numbers(buckets, start, RollupCalendar.NextAfter(granularity, start)),
        }),
    ];

    private static PeriodTotals Numbers(IReadOnlyList<RollupBucket> buckets, DateTimeOffset from, DateTimeOffset to) => PeriodTotals.Of(Sum(buckets, from, to));

    private static RollupCounts Sum(IReadOnlyList<RollupBucket> buckets, DateTimeOffset from, DateTimeOffset to) =>
        buckets.Where(bucket => bucket.Start >= from && bucket.Start < to).Aggregate(default(RollupCounts), (sum, bucket) => sum + bucket.Counts);

    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}
