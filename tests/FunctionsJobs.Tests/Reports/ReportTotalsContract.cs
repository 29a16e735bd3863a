using FunctionsJobs.Analytics;
using FunctionsJobs.Reports;
using FunctionsJobs.Reports.Summary;
using FunctionsJobs.Tests.Analytics;
using FunctionsJobs.Tests.Analytics.Store;

namespace FunctionsJobs.Tests.Reports;

/// <summary>
/// Property: whatever events come in whatever order, twice or late, around midnights and the ends of weeks, months and years: reports say what the events say, and
/// what the roll-ups say.
/// </summary>
public abstract class ReportTotalsContract : AnalyticsStoreContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(1, "2026-02-01T00:00:00Z")]
    [InlineData(2, "2026-01-01T00:00:00Z")]
    [InlineData(3, "2024-02-29T12:00:00Z")]
    [InlineData(4, "2026-03-30T00:00:00Z")]
    public async Task Reports_SayWhatTheEventsSay(int seed, string around)
    {
        var events = AnalyticsEvents.Random(seed, 900, around, days: 12);
        var random = new Random(seed);
        var middle = DateOnly.FromDateTime(DateTimeOffset.Parse(around).UtcDateTime);
        var sent = new List<AnalyticsEvent>();
        foreach (var batch in events.Chunk(300))
        {
            await Store.AddEventsAsync(batch, None);
            sent.AddRange(batch);
            await Store.RollUpHoursAsync("pub-0", middle.AddDays(random.Next(-6, 6)), None);
            await AssertReportsAsync(ExpectedRollups.Of(sent), middle.AddDays(random.Next(-8, 8)));
            await AssertReportsAsync(ExpectedRollups.Of(sent), middle);
            await AssertReportsAsync(ExpectedRollups.Of(sent), middle.AddDays(-1));
        }
    }

    private async Task AssertReportsAsync(ExpectedRollups expected, DateOnly day)
    {
        foreach (var publisher in (string[])["pub-0", "pub-1", "pub-2", "pub-none"])
        {
            foreach (var type in Enum.GetValues<ReportType>())
            {
                await AssertReportAsync(expected, publisher, ReportPeriod.Of(type, day));
            }
        }

        await AssertSummaryAsync(expected, ReportPeriod.Of(ReportType.Daily, day));
    }

    private async Task AssertReportAsync(ExpectedRollups expected, string publisher, ReportPeriod period)
    {
        var report = await new ReportReader(Store).ReadAsync(publisher, period, None);

        Assert.Equal(Sum(expected, publisher, period), report.Current);
        Assert.Equal(Sum(expected, publisher, period.Previous), report.Previous);
        Assert.Equal(expected.Buckets(publisher, period.Bucket).Where(bucket => In(bucket, period)), report.Buckets.Where(bucket => bucket.Current != default).Select(bucket => new RollupBucket(bucket.Start, bucket.Current)));
        Assert.Equal(report.Current, (await Store.SumRollupsAsync(publisher, Granularity.Hour, period.Range, None)).Totals);
        Assert.Equal(report.Current, (await Store.SumRollupsAsync(publisher, Granularity.Day, period.Range, None)).Totals);
        var level = period.Type switch { ReportType.Daily => Granularity.Day, ReportType.Weekly => Granularity.Week, _ => Granularity.Month };
        Assert.Equal(report.Current, (await Store.RollUpAsync(publisher, level, period.Range, None)).Totals);

        var rows = ReportCsv.Of(report).Split("\r\n")[1..^1].Select(line => line.Split(',')).ToArray();
        Assert.Equal((report.Current.Requests, report.Current.Revenue), (rows.Sum(row => long.Parse(row[1])), rows.Sum(row => decimal.Parse(row[4]))));
        var total = SampleReports.Parse(SampleReports.Page(report)).Rows("rows")[^1];
        Assert.Equal([$"{report.Current.Impressions:N0}", $"{report.Current.Clicks:N0}", $"{report.Current.Requests:N0}"], total[2..5]);
    }

    private async Task AssertSummaryAsync(ExpectedRollups expected, ReportPeriod day)
    {
        var summary = await new SummaryReader(Store).ReadAsync(day, None);

        var publishers = expected.Publishers
            .Select(publisher => new PublisherDay(publisher, Sum(expected, publisher, day), Sum(expected, publisher, day.Previous)))
            .Where(publisher => publisher.Current != default || publisher.Previous != default);
        Assert.Equal(publishers.OrderBy(publisher => publisher.PublisherId), summary.Publishers.OrderBy(publisher => publisher.PublisherId));
        Assert.Equal(summary.Publishers.Aggregate(default(RollupCounts), (sum, publisher) => sum + publisher.Current), summary.All.Current);
        Assert.Equal(summary.Publishers.Aggregate(default(RollupCounts), (sum, publisher) => sum + publisher.Previous), summary.All.Previous);
    }

    private static RollupCounts Sum(ExpectedRollups expected, string publisher, ReportPeriod period) => expected
        .Buckets(publisher, Granularity.Hour).Where(bucket => In(bucket, period)).Aggregate(default(RollupCounts), (sum, bucket) => sum + bucket.Counts);

    private static bool In(RollupBucket bucket, ReportPeriod period) => bucket.Start >= period.Range.From && bucket.Start < period.Range.To;
}
