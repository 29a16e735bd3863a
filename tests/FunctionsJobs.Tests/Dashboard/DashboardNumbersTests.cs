using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Metrics;
using FunctionsJobs.Analytics.Metrics.Sql;
using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.Tests.Analytics;
using FunctionsJobs.Tests.Analytics.Store;
using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.Tests.Dashboard;

/// <summary>The totals of every path agree, whatever comes in whichever order: events, roll-ups of every level, and the dashboard's numbers.</summary>
public abstract class DashboardNumbersTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private StoreFixture _fixture = null!;
    private DashboardNumbers _numbers = null!;

    public async Task InitializeAsync()
    {
        _fixture = await OpenAsync();
        _numbers = new DashboardNumbers(new CurrentRollups(_fixture.Store, new SqlMetricsStore(_fixture.OpenDatabase())));
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    // Around the ends of a month, of a year, of a February that has 29 days, and of a week.
    [Theory]
    [InlineData(11, "2026-02-01T00:30:00Z")]
    [InlineData(12, "2025-12-31T23:59:59.999Z")]
    [InlineData(13, "2024-03-01T00:00:00Z")]
    [InlineData(14, "2026-01-26T12:00:00Z")]
    public async Task Numbers_OfRandomEvents_AreThoseOfThePlainCounts(int seed, string nowText)
    {
        var now = DateTimeOffset.Parse(nowText);
        var random = new Random(seed);
        var events = AnalyticsEvents.Random(seed, 900, $"{now:yyyy-MM-dd}", days: 80);
        foreach (var batch in events.Chunk(100))
        {
            await _fixture.Store.AddEventsAsync(batch, None);

            // Numbers that are read in between must not keep later ones from being seen.
            await _numbers.StatsAsync(random.Next(2) == 0 ? null : $"pub-{random.Next(3)}", now, None);
        }

        var first = events.GroupBy(e => (e.PublisherId, e.Id)).Select(same => same.First()).ToArray();
        foreach (var publisher in (string?[])[null, "pub-0", "pub-1", "pub-2", "nobody"])
        {
            var own = first.Where(e => publisher is null || e.PublisherId == publisher).ToArray();
            await CheckStatsAsync(publisher, own, now);
            await CheckOverviewAsync(publisher, own, now);
            await CheckGrowthAsync(publisher, own, now);
            await CheckPerformanceAsync(publisher, own, now, random.Next(1, 70));
        }
    }

    [Fact]
    public async Task Numbers_OfOnePublisher_HoldNothingOfAnother()
    {
        var now = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
        await _fixture.Store.AddEventsAsync(new[] { AnalyticsEvents.Click("a", "2026-01-30T12:00:00Z", 777_777, "pub-2") }, None);

        Assert.Equal(0, (await _numbers.StatsAsync("pub-1", now, None)).Last30Days.Clicks);
        Assert.Null((await _numbers.OverviewAsync("pub-1", now, None)).TopPublishers);
        Assert.Equal(0, (await _numbers.OverviewAsync("pub-1", now, None)).Totals.Revenue);
        Assert.Equal(["pub-2"], (await _numbers.OverviewAsync(null, now, None)).TopPublishers!.Select(one => one.PublisherId));
    }

    protected abstract Task<StoreFixture> OpenAsync();

    private static RollupCounts Count(IEnumerable<AnalyticsEvent> events, DateTimeOffset from, DateTimeOffset to) => events
        .Where(e => e.AtMilliseconds >= from.ToUnixTimeMilliseconds() && e.AtMilliseconds < to.ToUnixTimeMilliseconds())
        .Aggregate(default(RollupCounts), (sum, e) => sum + new RollupCounts(
            e.Type == AnalyticsEventType.Request ? 1 : 0, e.Type == AnalyticsEventType.Impression ? 1 : 0, e.Type == AnalyticsEventType.Click ? 1 : 0, e.RevenueMicros));

    private static PeriodTotals Expected(IEnumerable<AnalyticsEvent> events, DateTimeOffset from, DateTimeOffset to) => PeriodTotals.Of(Count(events, from, to));

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private async Task CheckStatsAsync(string? publisher, AnalyticsEvent[] own, DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var stats = await _numbers.StatsAsync(publisher, now, None);

        Assert.Equal(Expected(own, today, today.AddDays(1)), stats.Today);
        Assert.Equal(Expected(own, today.AddDays(-1), today), stats.Yesterday);
        Assert.Equal(Expected(own, today.AddDays(-7), today), stats.Last7Days);
        Assert.Equal(PeriodGrowth.Of(Count(own, today.AddDays(-7), today), Count(own, today.AddDays(-14), today.AddDays(-7))), stats.Last7DaysGrowth);
        Assert.Equal(Expected(own, today.AddDays(-30), today), stats.Last30Days);
        Assert.Equal(31, stats.Daily.Count);
        Assert.All(stats.Daily, day => Assert.Equal(Expected(own, At(day.Start), At(day.Start).AddDays(1)), day.Numbers));
    }

    private async Task CheckOverviewAsync(string? publisher, AnalyticsEvent[] own, DateTimeOffset now)
    {
        var overview = await _numbers.OverviewAsync(publisher, now, None);

        Assert.Equal(12, overview.Monthly.Count);
        Assert.All(overview.Monthly, month => Assert.Equal(Expected(own, At(month.Start), At(month.Start).AddMonths(1)), month.Numbers));
        Assert.Equal(Expected(own, At(overview.Monthly[0].Start), At(overview.Monthly[^1].Start).AddMonths(1)), overview.Totals);
        if (publisher is null)
        {
            Assert.Equal(overview.Totals.Revenue, overview.TopPublishers!.Sum(one => one.Numbers.Revenue));
        }
    }

    private async Task CheckGrowthAsync(string? publisher, AnalyticsEvent[] own, DateTimeOffset now)
    {
        var growth = await _numbers.GrowthAsync(publisher, 6, now, None);

        Assert.Equal(6, growth.Weeks.Count);
        Assert.Equal(DayOfWeek.Monday, growth.Weeks[0].Start.DayOfWeek);
        Assert.InRange((now - At(growth.Weeks[^1].Start)).TotalDays, 7, 14);
        Assert.All(growth.Weeks, week =>
        {
            var start = At(week.Start);
            Assert.Equal(Expected(own, start, start.AddDays(7)), week.Numbers);
            Assert.Equal(PeriodGrowth.Of(Count(own, start, start.AddDays(7)), Count(own, start.AddDays(-7), start)), week.Growth);
        });
    }

    private async Task CheckPerformanceAsync(string? publisher, AnalyticsEvent[] own, DateTimeOffset now, int days)
    {
        var to = DateOnly.FromDateTime(now.UtcDateTime);
        var (start, end) = (At(to.AddDays(-days)), At(to));
        var performance = await _numbers.PerformanceAsync(publisher, to.AddDays(-days), to, None);

        Assert.Equal(Expected(own, start, end), performance.Totals);
        Assert.Equal(Expected(own, start.AddDays(-days), start), performance.Previous);
        Assert.Equal(days > 62 ? "week" : "day", performance.Granularity);
        Assert.Equal(performance.Totals.Revenue, performance.Series.Sum(point => point.Numbers.Revenue));
        Assert.Equal(performance.Totals.Requests, performance.Series.Sum(point => point.Numbers.Requests));
    }
}

public sealed class SqliteDashboardNumbersTests : DashboardNumbersTests
{
    protected override async Task<StoreFixture> OpenAsync() => await SqliteStoreFixture.OpenAsync();
}

[NeedsPostgres]
public sealed class PostgresDashboardNumbersTests : DashboardNumbersTests
{
    protected override async Task<StoreFixture> OpenAsync() => await PostgresStoreFixture.OpenAsync();
}
