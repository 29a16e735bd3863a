using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Jobs.AnalyticsAggregation;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Tests.Jobs.AnalyticsAggregation;

public sealed class AnalyticsAggregationOrchestratorTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly JobPolicy Policy = JobPolicy.Default with { Timeout = TimeSpan.FromHours(1) };
    private JobHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await JobHub.StartAsync();
        await _hub.Analytics.AddEventsAsync(Events().ToArray(), CancellationToken.None);
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Theory]
    [InlineData("hour", 31, 31, "")]
    [InlineData("day", 31, 32, "day")]
    [InlineData("week", 35, 37, "day week")]
    [InlineData("month", 31, 33, "day month")]
    public async Task Run_WritesEveryLevelUpToTheGranularity(string granularity, int days, int steps, string levels)
    {
        var result = await RunAsync("job", granularity, "2026-01-01", "2026-02-01");

        var job = await _hub.FindAsync("job");
        Assert.Equal((JobState.Completed, days, steps, steps), (job.State, result.Days, job.Progress.Step, job.Progress.Total));
        Assert.Equal(days, _hub.Functions.RunsOf(nameof(RollUpHoursActivity)));
        Assert.Equal(levels, string.Join(' ', _hub.Functions.Runs.Where(call => call.Name == nameof(RollUpBucketsActivity)).Select(call =>
            JsonElement.Parse(call.Input!).GetProperty("Granularity").GetString())));
        Assert.Equal(Expected(result.From, result.To), result.Totals);
    }

    [Fact]
    public async Task Run_GivesTotalsThatEqualTheSumsOfTheEvents()
    {
        var result = await RunAsync("job", "month", "2026-01-10", "2026-01-20");

        var rows = await _hub.Analytics.ReadRollupsAsync("pub-1", Granularity.Month, new UtcRange(Start, Start.AddMonths(1)), CancellationToken.None);
        Assert.Equal((Start, Start.AddMonths(1)), (result.From, result.To));
        Assert.Equal(Expected(Start, Start.AddMonths(1)), result.Totals);
        Assert.Equal(result.Totals.Revenue, Assert.Single(rows).Counts.Revenue);
        await RecordAsync("job", "analytics-aggregation.1-completed");
    }

    [Fact]
    public async Task Run_WhenRunAgain_GivesTheSameRowsAndResult()
    {
        var first = await RunAsync("one", "week", "2026-01-01", "2026-02-01");
        var rows = await _hub.Analytics.ReadRollupsAsync("pub-1", Granularity.Hour, new UtcRange(Start, Start.AddMonths(1)), CancellationToken.None);

        var second = await RunAsync("two", "week", "2026-01-01", "2026-02-01");

        Assert.Equal(first, second);
        Assert.Equal(rows, await _hub.Analytics.ReadRollupsAsync("pub-1", Granularity.Hour, new UtcRange(Start, Start.AddMonths(1)), CancellationToken.None));
    }

    [Fact]
    public async Task Run_WithoutEvents_CompletesWithNothing()
    {
        var result = await RunAsync("job", "month", "2020-02-01", "2020-03-01");

        Assert.Equal((29, 0, 0L, null), (result.Days, result.BucketsWritten, result.Totals.Requests, result.Totals.Ctr));
    }

    [Fact]
    public async Task Run_WhenADayFails_RepeatsThatDayOnly()
    {
        var failures = 1;
        _hub.Functions.Activity(nameof(RollUpHoursActivity), async (RollUpHoursContract part) =>
            part.Day.Day == 7 && Interlocked.Decrement(ref failures) >= 0
                ? throw new AnalyticsStoreException("locked", isTransient: true)
                : await RollUpAsync(part));

        await StartAsync("job", "day", "2026-01-05", "2026-01-12");
        await _hub.InStateAsync("job", JobState.Retrying);
        await _hub.AdvanceAsync(JobBackoff.After("job", 1, Policy), timers: 1);
        var result = await ResultAsync("job");

        Assert.Equal(Expected(Start.AddDays(4), Start.AddDays(11)), result.Totals);
        Assert.Equal(8, _hub.Functions.RunsOf(nameof(RollUpHoursActivity)));
        Assert.Equal((2, 8), ((await _hub.FindAsync("job")).AttemptsMade, (await _hub.FindAsync("job")).Progress.Step));
        await RecordAsync("job", "analytics-aggregation.1-retried");
    }

    [Fact]
    public async Task Run_WhenTheStoreRefusesTheData_FailsWithoutAnotherAttempt()
    {
        _hub.Functions.Activity(nameof(RollUpBucketsActivity), (RollUpBucketsContract _) =>
            Task.FromException<RolledUpContract>(new AnalyticsStoreException("sum overflow", isTransient: false)));

        await StartAsync("job", "week", "2026-01-05", "2026-01-12");
        await _hub.EndOfAsync("job");

        var job = await _hub.FindAsync("job");
        Assert.Equal((JobState.Failed, "analytics_refused", 1), (job.State, job.Error!.Code, job.AttemptsMade));
        await RecordAsync("job", "analytics-aggregation.1-failed");
    }

    [Fact]
    public async Task Run_WhenTheEngineIsRestartedMidway_RepeatsOnlyWhatWasNotRecorded()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hub.Functions.Activity(nameof(RollUpBucketsActivity), async (RollUpBucketsContract step) =>
        {
            await release.Task;
            return await new RollUpBucketsActivity(_hub.Analytics, _hub.Jobs, new JobExecution(), NullLogger<RollUpBucketsActivity>.Instance).RunAsync(step);
        });

        await StartAsync("job", "day", "2026-01-05", "2026-01-12");
        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf(nameof(RollUpBucketsActivity)) == 1, "the hours are done, and the days were begun");
        await _hub.RestartAsync();
        release.SetResult();
        var result = await ResultAsync("job");

        Assert.Equal(Expected(Start.AddDays(4), Start.AddDays(11)), result.Totals);
        Assert.Equal((7, 2), (_hub.Functions.RunsOf(nameof(RollUpHoursActivity)), _hub.Functions.RunsOf(nameof(RollUpBucketsActivity))));
        Assert.Equal(new JobProgress(8, 8, "All days"), (await _hub.FindAsync("job")).Progress);
    }

    [Fact]
    public async Task Run_KeepsWhatItsHistoryHoldsSmall()
    {
        await RunAsync("job", "day", "2025-12-15", "2026-01-31");

        var (_, history) = await _hub.HistoryAsync("job");
        Assert.Equal(48, (await _hub.FindAsync("job")).Progress.Total);
        Assert.All(history, record => Assert.InRange((record.Payload ?? "").Length, 0, 600));
    }

    private async Task RecordAsync(string id, string name)
    {
        var (instance, history) = await _hub.HistoryAsync(id);
        StoredHistory.Of(instance, history).Record(name);
    }

    private async Task<AnalyticsAggregationResultContract> RunAsync(string id, string granularity, string from, string to)
    {
        await StartAsync(id, granularity, from, to);
        return await ResultAsync(id);
    }

    private async Task StartAsync(string id, string granularity, string from, string to)
    {
        var job = await _hub.AcceptAsync(
            id, Policy, $$"""{"publisherId":"pub-1","startDate":"{{from}}","endDate":"{{to}}","granularity":"{{granularity}}"}""");
        await _hub.Launcher.TryStartAsync(_hub.Client, job, CancellationToken.None);
    }

    private async Task<AnalyticsAggregationResultContract> ResultAsync(string id)
    {
        var end = await _hub.EndOfAsync(id);
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{end.FailureDetails}");
        return JsonSerializer.Deserialize((await _hub.FindAsync(id)).Result!, AnalyticsAggregationJson.Default.AnalyticsAggregationResultContract)!;
    }

    private Task<RolledUpContract> RollUpAsync(RollUpHoursContract part) =>
        new RollUpHoursActivity(_hub.Analytics, _hub.Jobs, new JobExecution(), NullLogger<RollUpHoursActivity>.Instance)
            .RunAsync(part);

    // Every 37 minutes from the middle of December to the middle of February.
    private static IEnumerable<AnalyticsEvent> Events() => Enumerable.Range(0, 2400).Select(i => new AnalyticsEvent
    {
        Id = $"e{i}",
        PublisherId = "pub-1",
        Type = (i % 5) switch { < 2 => AnalyticsEventType.Request, < 4 => AnalyticsEventType.Impression, _ => AnalyticsEventType.Click },
        AtMilliseconds = Start.AddDays(-16).AddMinutes(37 * i).ToUnixTimeMilliseconds(),
        AdUnit = "top",
        Country = "DE",
        Device = DeviceType.Mobile,
        RevenueMicros = i % 5 < 2 ? 0 : 1000 + i,
    });

    private static AggregationTotalsContract Expected(DateTimeOffset from, DateTimeOffset to)
    {
        var within = Events().Where(e => e.AtMilliseconds >= from.ToUnixTimeMilliseconds() && e.AtMilliseconds < to.ToUnixTimeMilliseconds()).ToArray();
        var (requests, impressions, clicks) = (Count(AnalyticsEventType.Request), Count(AnalyticsEventType.Impression), Count(AnalyticsEventType.Click));
        var revenue = within.Sum(e => (decimal)e.RevenueMicros) / 1_000_000;
        return new AggregationTotalsContract
        {
            Requests = requests,
            Impressions = impressions,
            Clicks = clicks,
            Revenue = revenue,
            Ctr = decimal.Round((decimal)clicks / impressions, 6),
            FillRate = decimal.Round((decimal)impressions / requests, 6),
            Ecpm = decimal.Round(revenue / impressions * 1000, 6),
        };

        long Count(AnalyticsEventType type) => within.LongCount(e => e.Type == type);
    }
}
