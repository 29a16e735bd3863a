using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports.Summary;

/// <summary>Reads the numbers of all publishers' day.</summary>
public sealed class SummaryReader(IAnalyticsStore analytics)
{
    private const int PageSize = 500;

    /// <summary>Reads a day and the one before. Hours that lack late events are brought up to date first.</summary>
    public async Task<SummaryData> ReadAsync(ReportPeriod period, CancellationToken cancellation)
    {
        var both = new UtcRange(period.Previous.Range.From, period.Range.To);
        var hours = new Dictionary<DateTimeOffset, RollupCounts>();
        var publishers = new List<PublisherDay>();
        string? last = null;
        IReadOnlyList<string> page;
        do
        {
            page = await analytics.ListPublishersAsync(last, PageSize, cancellation);
            foreach (var publisher in page)
            {
                var rows = await ReadHoursAsync(publisher, both, cancellation);
                foreach (var row in rows)
                {
                    hours[row.Start] = hours.GetValueOrDefault(row.Start) + row.Counts;
                }

                if (rows.Count > 0)
                {
                    publishers.Add(new PublisherDay(publisher, Sum(rows, period), Sum(rows, period.Previous)));
                }
            }

            last = page.Count > 0 ? page[^1] : last;
        }
        while (page.Count == PageSize);

        return new SummaryData
        {
            All = ReportData.Of(period, hours),
            Publishers =
            [
                .. publishers.OrderByDescending(day => day.Current.RevenueMicros)
                    .ThenByDescending(day => day.Current.Impressions)
                    .ThenBy(day => day.PublisherId, StringComparer.Ordinal),
            ],
        };
    }

    private async Task<IReadOnlyList<RollupBucket>> ReadHoursAsync(string publisher, UtcRange range, CancellationToken cancellation)
    {
        foreach (var day in await analytics.ListStaleDaysAsync(publisher, range, cancellation))
        {
            await analytics.RollUpHoursAsync(publisher, day, cancellation);
        }

        return await analytics.ReadRollupsAsync(publisher, Granularity.Hour, range, cancellation);
    }

    private static RollupCounts Sum(IEnumerable<RollupBucket> rows, ReportPeriod period) => rows
        .Where(row => row.Start >= period.Range.From && row.Start < period.Range.To)
        .Aggregate(default(RollupCounts), (sum, row) => sum + row.Counts);
}
