using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Metrics;
using FunctionsJobs.Analytics.Metrics.Sql;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Tests.Analytics.Store;
using static FunctionsJobs.Tests.Analytics.AnalyticsEvents;

namespace FunctionsJobs.Tests.Analytics.Metrics;

/// <summary>What the metrics keep on either database.</summary>
public abstract class MetricsStoreTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Day = new(2026, 1, 31);
    private StoreFixture _fixture = null!;

    private IAnalyticsStore Store => _fixture.Store;

    private SqlMetricsStore Metrics { get; set; } = null!;

    public async Task InitializeAsync()
    {
        _fixture = await OpenAsync();
        Metrics = new SqlMetricsStore(_fixture.OpenDatabase());
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task CalculateDay_CountsTheHoursThatChanged_AndEachOnce()
    {
        await AddAsync(Event("a", "2026-01-31T10:00:00Z"), Event("b", "2026-01-31T23:59:59.999Z"), Event("c", "2026-02-01T00:00:00Z"));

        Assert.Equal(2, await Metrics.CalculateDayAsync(Publisher, MetricType.Quality, Day, None));
        Assert.Equal(0, await Metrics.CalculateDayAsync(Publisher, MetricType.Quality, Day, None));
        await AddAsync(Event("d", "2026-01-31T10:30:00Z"), Event("a", "2026-01-31T11:00:00Z"));
        Assert.Equal([Day, Day.AddDays(1)], await Metrics.ListStaleDaysAsync(Publisher, MetricType.Quality, UtcRange.OfDay(Day).Covering(Granularity.Week), None));
        Assert.Equal(1, await Metrics.CalculateDayAsync(Publisher, MetricType.Quality, Day, None));

        Assert.Equal(3, (await SumAsync(MetricType.Quality, Granularity.Day, "2026-01-31", "2026-02-01")).Rollup.Requests);
        Assert.Equal(2, await Metrics.CalculateDayAsync(Publisher, MetricType.Revenue, Day, None));
    }

    [Fact]
    public async Task CalculateDay_OfALateEvent_ChangesEveryPeriodThatHoldsIt()
    {
        await AddAsync(Event("a", "2026-01-31T10:00:00Z"), Event("b", "2026-02-01T10:00:00Z"));
        await CalculateAllAsync(MetricType.Performance);
        await AddAsync(Event("late", "2026-01-31T23:59:59.999Z"));
        await CalculateAllAsync(MetricType.Performance);

        Assert.Equal(1, (await SumAsync(MetricType.Performance, Granularity.Hour, "2026-01-31T23:00:00Z", "2026-02-01")).Rollup.Requests);
        Assert.Equal(2, (await SumAsync(MetricType.Performance, Granularity.Day, "2026-01-31", "2026-02-01")).Rollup.Requests);
        Assert.Equal(3, (await SumAsync(MetricType.Performance, Granularity.Week, "2026-01-26", "2026-02-02")).Rollup.Requests);
        Assert.Equal(2, (await SumAsync(MetricType.Performance, Granularity.Month, "2026-01-01", "2026-02-01")).Rollup.Requests);
        Assert.Equal(1, (await SumAsync(MetricType.Performance, Granularity.Month, "2026-02-01", "2026-03-01")).Rollup.Requests);
    }

    [Fact]
    public async Task CalculateDay_AfterEventsWereDeleted_CountsThemNoMore()
    {
        await AddAsync(Event("a", "2026-01-31T10:00:00Z"), Event("b", "2026-01-31T11:00:00Z"));
        await CalculateAllAsync(MetricType.Performance);
        await Store.DeleteEventsAsync(Publisher, new UtcRange(At("2026-01-31T10:00:00Z"), At("2026-01-31T11:00:00Z")), 10, None);

        await CalculateAllAsync(MetricType.Performance);

        Assert.Equal(1, (await SumAsync(MetricType.Performance, Granularity.Month, "2026-01-01", "2026-02-01")).Rollup.Requests);
        Assert.Empty(await Metrics.ListStaleDaysAsync(Publisher, MetricType.Performance, UtcRange.OfDay(Day), None));
    }

    [Fact]
    public async Task CalculateDay_OfADayWhoseEventsWereClearedAway_KeepsItsMetrics()
    {
        await AddAsync(Event("a", "2026-01-31T10:00:00Z"));
        await CalculateAllAsync(MetricType.Performance);
        await AddAsync(Event("b", "2026-01-31T10:30:00Z"));
        await Store.RollUpHoursAsync(Publisher, Day, None);
        Assert.Equal(2, await new SqlEventRetention(_fixture.OpenDatabase()).RemoveAsync(Publisher, Day.AddDays(1), 100, None));

        Assert.Equal(0, await Metrics.CalculateDayAsync(Publisher, MetricType.Performance, Day, None));
        Assert.Equal(1, (await SumAsync(MetricType.Performance, Granularity.Month, "2026-01-01", "2026-02-01")).Rollup.Requests);
    }

    [Fact]
    public async Task CalculateDay_OfManyAtOnceWhileEventsArrive_MissesNothing()
    {
        var events = Enumerable.Range(0, 200).Select(i => Event($"e{i}", $"2026-01-31T{i % 24:00}:00:00Z")).ToArray();
        var ingesting = Task.Run(async () =>
        {
            foreach (var batch in events.Chunk(10))
            {
                await AddAsync(batch);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            do
            {
                await Metrics.CalculateDayAsync(Publisher, MetricType.Quality, Day, None);
            }
            while (!ingesting.IsCompleted);
        })));
        await ingesting;

        await CalculateAllAsync(MetricType.Quality);

        Assert.Equal(200, (await SumAsync(MetricType.Quality, Granularity.Week, "2026-01-26", "2026-02-02")).Events);
    }

    // The property: whatever comes in whichever order and batches, however often, with computations in between — the metrics are those of the events.
    [Theory]
    [InlineData(1, "2026-02-01")]
    [InlineData(2, "2025-12-31")]
    [InlineData(3, "2024-02-29")]
    public async Task Metrics_OfRandomEvents_AreThoseOfThePlainCounts(int seed, string around)
    {
        var random = new Random(seed);
        var events = Random(seed, 600, around);
        foreach (var batch in events.Chunk(75))
        {
            await AddAsync(batch);
            var lucky = batch[random.Next(batch.Length)];
            await Metrics.CalculateDayAsync(lucky.PublisherId, (MetricType)random.Next(3), DayOf(lucky), None);
        }

        var first = events.GroupBy(e => (e.PublisherId, e.Id)).Select(same => same.First()).ToArray();
        foreach (var publisher in first.Select(e => e.PublisherId).Distinct())
        {
            foreach (var type in Enum.GetValues<MetricType>())
            {
                await CalculateAllAsync(type, publisher);
                foreach (var granularity in Enum.GetValues<Granularity>())
                {
                    foreach (var bucket in first.Where(e => e.PublisherId == publisher).GroupBy(e => RollupCalendar.StartOf(granularity, Instant(e))))
                    {
                        var range = new UtcRange(bucket.Key, RollupCalendar.NextAfter(granularity, bucket.Key));
                        Assert.Equal(Expected(bucket), await Metrics.SumAsync(publisher, type, granularity, range, None));
                    }
                }
            }
        }
    }

    [Fact]
    public async Task ReadAllRollups_AddsUpPublishers_AndListTopPublishersOrdersThem()
    {
        await AddAsync(
            Click("a", "2026-01-31T10:00:00Z", 5, "pub-1"), Click("b", "2026-01-31T10:00:00Z", 7, "pub-2"), Click("c", "2026-01-30T10:00:00Z", 1, "pub-3"));
        var rollups = new CurrentRollups(Store, Metrics);
        var range = new UtcRange(At("2026-01-01"), At("2026-02-01"));

        var days = await rollups.ReadAsync(null, Granularity.Day, range, None);
        var top = await rollups.ListTopPublishersAsync(Granularity.Month, range, 2, None);

        Assert.Equal([(1L, 1L), (2L, 12L)], days.Select(day => (day.Counts.Clicks, day.Counts.RevenueMicros)));
        Assert.Equal(["pub-2", "pub-1"], top.Select(one => one.PublisherId));
        Assert.Equal(5, Assert.Single(await rollups.ReadAsync("pub-1", Granularity.Day, range, None)).Counts.RevenueMicros);
        Assert.Empty(await Metrics.ListStaleRollupsAsync(null, Granularity.Month, range, None));
    }

    protected abstract Task<StoreFixture> OpenAsync();

    private static MetricCounts Expected(IEnumerable<AnalyticsEvent> events) => events.Aggregate(default(MetricCounts), (sum, e) => sum + new MetricCounts(
        new RollupCounts(
            e.Type == AnalyticsEventType.Request ? 1 : 0, e.Type == AnalyticsEventType.Impression ? 1 : 0, e.Type == AnalyticsEventType.Click ? 1 : 0, e.RevenueMicros),
        e is { AdUnit: not null, Country: not null, Device: not null } ? 1 : 0,
        e is { Type: AnalyticsEventType.Impression, RevenueMicros: > 0 } ? 1 : 0));

    private static AnalyticsEvent Event(string id, string at) => Click(id, at) with { Type = AnalyticsEventType.Request };

    private static DateTimeOffset At(string text) => DateTimeOffset.FromUnixTimeMilliseconds(Ms(text.Length == 10 ? text + "T00:00:00Z" : text));

    private static DateTimeOffset Instant(AnalyticsEvent e) => DateTimeOffset.FromUnixTimeMilliseconds(e.AtMilliseconds);

    private static DateOnly DayOf(AnalyticsEvent e) => DateOnly.FromDateTime(Instant(e).UtcDateTime);

    private Task<IngestResult> AddAsync(params AnalyticsEvent[] events) => Store.AddEventsAsync(events, None);

    private async Task CalculateAllAsync(MetricType type, string publisher = Publisher)
    {
        var all = new UtcRange(At("2023-01-01"), At("2027-01-01"));
        foreach (var day in await Metrics.ListStaleDaysAsync(publisher, type, all, None))
        {
            await Metrics.CalculateDayAsync(publisher, type, day, None);
        }
    }

    private Task<MetricCounts> SumAsync(MetricType type, Granularity granularity, string from, string to) =>
        Metrics.SumAsync(Publisher, type, granularity, new UtcRange(At(from), At(to)), None);
}
