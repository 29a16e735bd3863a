using System.Reflection;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Metrics;
using FunctionsJobs.Cache.Requests;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Sqlite;
using FunctionsJobs.Schedules.Timers;
using FunctionsJobs.Tests.Architecture;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Schedules.Checker;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.Tests.Schedules.Timers;

/// <summary>The built-in timers. The clock stands at 2026-01-31, noon.</summary>
public sealed class BuiltInTimerTests : IAsyncLifetime
{
    private const string Prefix = "%" + TimerSettings.NamePrefix;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string _folder = Directory.CreateTempSubdirectory("timers-").FullName;
    private readonly ManualTime _time = new();
    private SqliteJobDatabase _database = null!;
    private TickerProcess _process = null!;

    private IAnalyticsStore Analytics => _process.Get<IAnalyticsStore>();

    public async Task InitializeAsync()
    {
        _database = new SqliteJobDatabase(Path.Combine(_folder, "jobs.db"), TimeSpan.FromSeconds(30));
        _process = new TickerProcess(_database, _time, _folder);
        await _process.Jobs.OpenAsync(None);
        await Analytics.OpenAsync(None);
    }

    public async Task DisposeAsync()
    {
        await _process.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task DailyAggregation_SubmitsOneJobForEachPublisherWithEventsThatNoRollUpHasSeen()
    {
        await AddEventAsync("pub-yesterday", _time.Now.AddDays(-1));
        await AddEventAsync("pub-late", _time.Now.AddDays(-4));
        await AddEventAsync("pub-late", _time.Now.AddDays(-1));
        await AddEventAsync("pub-today", _time.Now);
        await AddEventAsync("pub-old", _time.Now.AddDays(-8));
        await AddEventAsync("pub-done", _time.Now.AddDays(-1));
        await Analytics.RollUpHoursAsync("pub-done", DateOnly.FromDateTime(_time.Now.AddDays(-1).DateTime), None);

        Assert.Equal(2, await RunAsync(BuiltInTimers.DailyAggregation));

        Assert.Equal(
            """{"endDate":"2026-01-31","granularity":"day","publisherId":"pub-yesterday","startDate":"2026-01-30"}""",
            (await FindAsync("timer:daily-aggregation:2026-01-31:pub-yesterday")).Arguments);
        var late = await FindAsync("timer:daily-aggregation:2026-01-31:pub-late");
        Assert.Equal("""{"endDate":"2026-01-31","granularity":"day","publisherId":"pub-late","startDate":"2026-01-27"}""", late.Arguments);
        Assert.Equal(("pub-late", "analytics-aggregation", "aggregate"), (late.Tenant, late.Queue, late.Type));
    }

    [Fact]
    public async Task Run_Again_SubmitsNothingUntilTheNextPeriod()
    {
        await AddEventAsync("pub-1", _time.Now.AddDays(-1));

        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RunAsync(BuiltInTimers.DailyAggregation))));
        Assert.Equal(1, counts.Sum());
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await RunAsync(BuiltInTimers.DailyAggregation));
    }

    [Fact]
    public async Task HourlyMetrics_SubmitsAJobOfEachTypeForPublishersWithHoursThatAreOutOfDate_AndOnceAnHour()
    {
        await AddEventAsync("pub-now", _time.Now);
        await AddEventAsync("pub-late", _time.Now.AddDays(-4));
        await AddEventAsync("pub-old", _time.Now.AddDays(-9));
        await AddEventAsync("pub-done", _time.Now);
        foreach (var type in Enum.GetValues<MetricType>())
        {
            await _process.Get<IMetricsStore>().CalculateDayAsync("pub-done", type, DateOnly.FromDateTime(_time.Now.DateTime), None);
        }

        foreach (var metrics in BuiltInTimers.HourlyMetrics)
        {
            Assert.Equal(2, await RunAsync(metrics));
            Assert.Equal(0, await RunAsync(metrics));
        }

        var late = await FindAsync("timer:hourly-quality:2026-01-31T12:pub-late");
        Assert.Equal("""{"metricType":"quality","period":"2026-01-27/2026-02-01","publisherId":"pub-late"}""", late.Arguments);
        Assert.Equal(("pub-late", "metrics-calculation", "calculate"), (late.Tenant, late.Queue, late.Type));
        Assert.Equal("2026-01-31/2026-02-01", JsonElement.Parse((await FindAsync("timer:hourly-revenue:2026-01-31T12:pub-now")).Arguments).GetProperty("period").GetString());
    }

    [Fact]
    public async Task CacheWarming_SubmitsWhatWasAskedForMostOften_PerPublisherAndOnceInFiveMinutes()
    {
        var requests = _process.Get<CacheRequests>();
        await requests.CountAsync("pub-1", "analytics:overview", None);
        await requests.CountAsync("pub-1", "dashboard:stats", None);
        await requests.CountAsync("pub-1", "dashboard:stats", None);
        await requests.CountAsync(null, "dashboard:stats", None);
        await requests.CountAsync("pub-1", "no:such-name", None);

        Assert.Equal(2, await RunAsync(BuiltInTimers.CacheWarming));
        Assert.Equal(0, await RunAsync(BuiltInTimers.CacheWarming));

        var own = await FindAsync("timer:cache-warming:2026-01-31T12-00:pub-1");
        Assert.Equal(("pub-1", """{"cacheKeys":["dashboard:stats","analytics:overview"]}"""), (own.Tenant, own.Arguments));
        var all = await FindAsync("timer:cache-warming:2026-01-31T12-00");
        Assert.Equal((null, """{"cacheKeys":["dashboard:stats"]}"""), (all.Tenant, all.Arguments));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(2, await RunAsync(BuiltInTimers.CacheWarming));
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await RunAsync(BuiltInTimers.CacheWarming));
    }

    [Fact]
    public async Task Run_OfTheProgram_SubmitsOneJob()
    {
        var timer = new BuiltInTimer
        {
            Name = "test",
            Period = TimerPeriod.Hour,
            Scope = TimerScope.Program,
            Job = BuiltInTimers.DailyAggregation.Job with { Data = """{"publisherId":"pub-1","startDate":"{{yesterday}}","endDate":"{{today}}","granularity":"day"}""" },
        };

        Assert.Equal(1, await RunAsync(timer));
        Assert.Equal(JobState.Running, (await FindAsync("timer:test:2026-01-31T12")).State);
    }

    [Fact]
    public async Task WeeklyReports_SubmitOneJobForEachPublisherWithEventsInTheWeekBefore()
    {
        await AddEventAsync("pub-first", At("2026-01-19"));
        await AddEventAsync("pub-last", At("2026-01-26").AddMilliseconds(-1));
        await AddEventAsync("pub-rolled", At("2026-01-22"));
        await Analytics.RollUpHoursAsync("pub-rolled", new DateOnly(2026, 1, 22), None);
        await AddEventAsync("pub-before", At("2026-01-19").AddMilliseconds(-1));
        await AddEventAsync("pub-after", At("2026-01-26"));

        Assert.Equal(3, await RunAsync(BuiltInTimers.WeeklyReports));
        Assert.Equal(0, await RunAsync(BuiltInTimers.WeeklyReports));

        foreach (var publisher in (string[])["pub-first", "pub-last", "pub-rolled"])
        {
            var job = await FindAsync($"timer:weekly-reports:2026-01-26:{publisher}");
            Assert.Equal((publisher, "report-generation", "report"), (job.Tenant, job.Queue, job.Type));
            Assert.Equal($$"""{"date":"2026-01-19","publisherId":"{{publisher}}","reportType":"weekly"}""", job.Arguments);
        }
    }

    [Fact]
    public async Task MonthlyReports_SubmitOneJobForEachPublisherWithEventsInTheMonthBefore()
    {
        await AddEventAsync("pub-first", At("2025-12-01"));
        await AddEventAsync("pub-last", At("2026-01-01").AddMilliseconds(-1));
        await AddEventAsync("pub-before", At("2025-12-01").AddMilliseconds(-1));
        await AddEventAsync("pub-after", At("2026-01-01"));

        Assert.Equal(2, await RunAsync(BuiltInTimers.MonthlyReports));
        Assert.Equal(0, await RunAsync(BuiltInTimers.MonthlyReports));

        Assert.Equal(
            """{"date":"2025-12-01","publisherId":"pub-last","reportType":"monthly"}""", (await FindAsync("timer:monthly-reports:2026-01:pub-last")).Arguments);
    }

    [Fact]
    public async Task DailySummary_SubmitsOneJobForAll()
    {
        Assert.Equal(1, await RunAsync(BuiltInTimers.DailySummary));
        Assert.Equal(0, await RunAsync(BuiltInTimers.DailySummary));

        var job = await FindAsync("timer:daily-summary:2026-01-31");
        Assert.Equal((null, "daily-summary", """{"date":"2026-01-30"}"""), (job.Tenant, job.Type, job.Arguments));
    }

    [Theory]
    [InlineData((int)TimerPeriod.Hour, "2026-03-01T00:30:00Z", "2026-02-28T23:00:00Z", "2026-03-01T00:00:00Z")]
    [InlineData((int)TimerPeriod.Day, "2026-03-01T09:00:00Z", "2026-02-28T00:00:00Z", "2026-03-01T00:00:00Z")]
    [InlineData((int)TimerPeriod.Week, "2026-01-05T08:00:00Z", "2025-12-29T00:00:00Z", "2026-01-05T00:00:00Z")]
    [InlineData((int)TimerPeriod.Month, "2026-03-01T08:30:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z")]
    public void Before_IsTheWholePeriodBefore(int period, string now, string from, string to) =>
        Assert.Equal(new UtcRange(DateTimeOffset.Parse(from), DateTimeOffset.Parse(to)), ((TimerPeriod)period).Before(DateTimeOffset.Parse(now)));

    [Fact]
    public async Task Run_WithAJobThatIsNotValid_SubmitsNothing()
    {
        var timer = BuiltInTimers.DailyAggregation with { Scope = TimerScope.Program };

        Assert.Equal(0, await RunAsync(timer));
    }

    [Theory]
    [InlineData((int)TimerPeriod.FiveMinutes, "2026-01-31T12-00")]
    [InlineData((int)TimerPeriod.Hour, "2026-01-31T12")]
    [InlineData((int)TimerPeriod.Day, "2026-01-31")]
    [InlineData((int)TimerPeriod.Week, "2026-01-26")]
    [InlineData((int)TimerPeriod.Month, "2026-01")]
    public void NameOf_IsTheUtcPeriod(int period, string expected)
    {
        Assert.Equal(expected, ((TimerPeriod)period).NameOf(_time.Now));
        Assert.Equal(expected, ((TimerPeriod)period).NameOf(_time.Now.ToOffset(TimeSpan.FromHours(14))));
    }

    [Fact]
    public void Timers_HaveNamesOfTheirOwnThatMakeValidJobIds()
    {
        Assert.NotEmpty(BuiltInTimers.All);
        Assert.Equal(BuiltInTimers.All.Count, BuiltInTimers.All.Select(timer => timer.Name).Distinct().Count());
        var longest = new string('p', PublisherId.MaxLength);
        Assert.All(BuiltInTimers.All, timer => Assert.True(JobId.IsValid($"timer:{timer.Name}:{timer.Period.NameOf(_time.Now)}:{longest}")));
    }

    // A reference that stands for nothing keeps a host from starting: on the embedded host the file has to have it, with Core Tools the sample.
    [Fact]
    public void Timers_NameSettingsThatHostJsonAndTheSampleHold()
    {
        using var file = Read("host.json");
        using var sample = Read("local.settings.sample.json");
        var defaults = Texts(file.RootElement.GetProperty("extensions").GetProperty("functionsJobs").GetProperty("timers"));
        var sampled = Texts(sample.RootElement.GetProperty("Values")).Where(value => value.Key.StartsWith(TimerSettings.NamePrefix, StringComparison.Ordinal));
        var named = Functions.All
            .Select(function => function.Method.GetParameters().Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()).FirstOrDefault(trigger => trigger is not null))
            .Where(trigger => trigger is not null)
            .Select(trigger => trigger!.Schedule)
            .ToArray();

        Assert.All(named, schedule => Assert.StartsWith(Prefix, schedule, StringComparison.Ordinal));
        Assert.Equal(defaults.Keys.Order(StringComparer.Ordinal), named.Select(schedule => schedule[Prefix.Length..^1]).Order(StringComparer.Ordinal));
        Assert.Equal(defaults.OrderBy(timer => timer.Key), sampled.Select(timer => KeyValuePair.Create(timer.Key[TimerSettings.NamePrefix.Length..], timer.Value)).OrderBy(timer => timer.Key));
    }

    // The scale controller looks the name up as it stands; a colon becomes two underscores on Linux, which it does not know of.
    [Fact]
    public void Timers_NameSettingsThatAzureFindsByTheirName() => Assert.All(
        Functions.All.SelectMany(function => function.Method.GetParameters()).Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()?.Schedule),
        schedule => Assert.True(schedule is null || !(schedule.Contains(':', StringComparison.Ordinal) || schedule.Contains("__", StringComparison.Ordinal)), schedule));

    [Theory]
    [InlineData(null, "0 0 1 * * *")]
    [InlineData("0 30 1 * * *", "0 30 1 * * *")]
    public void TimerDefaults_CountLessThanASetting(string? setting, string expected)
    {
        using var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("AzureFunctionsJobHost:extensions:functionsJobs:timers:dailyAggregation", "0 0 1 * * *")]);
        if (setting is not null)
        {
            configuration.AddInMemoryCollection([new("Timer_dailyAggregation", setting)]);
        }

        TimerDefaults.AddTo(configuration);

        Assert.Equal(expected, configuration["Timer_dailyAggregation"]);
    }

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Sources.Root, file)));

    private static Dictionary<string, string?> Texts(JsonElement values) => values.EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetString());

    private Task<int> RunAsync(BuiltInTimer timer) => _process.Get<BuiltInTimerRunner>().RunAsync(timer, _process.Client, None);

    private static DateTimeOffset At(string day) => DateTimeOffset.Parse($"{day}T00:00Z");

    private async Task<JobRecord> FindAsync(string id) => Assert.IsType<JobRecord>(await _process.Jobs.FindAsync(id, None));

    private Task<IngestResult> AddEventAsync(string publisher, DateTimeOffset at) => Analytics.AddEventsAsync(
        new[] { new AnalyticsEvent { PublisherId = publisher, Id = $"{at:O}", Type = AnalyticsEventType.Request, AtMilliseconds = at.ToUnixTimeMilliseconds() } }, None);
}
