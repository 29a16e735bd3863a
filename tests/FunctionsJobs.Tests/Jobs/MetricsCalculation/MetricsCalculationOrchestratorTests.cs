using FunctionsJobs.Analytics;
using FunctionsJobs.Jobs.MetricsCalculation;
using FunctionsJobs.JobStore;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Jobs.MetricsCalculation;

public sealed class MetricsCalculationOrchestratorTests : IAsyncLifetime
{
    private JobHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await JobHub.StartAsync();
        await _hub.AddJanuaryAsync();
        await _hub.AddJanuaryAsync("pub-2");
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Run_ComputesThePeriodsThatItTouchesAndAnswersTheirMetrics()
    {
        var result = await RunAsync("job", "revenue", "2026-01");

        Assert.Equal((120, 80m, 2000m, 2000m, 2m), (
            result.HoursCalculated, result.Revenue!.Revenue, result.Revenue.Ecpm, result.Revenue.RevenuePerThousandRequests, result.Revenue.RevenuePerClick));
        Assert.Equal((null, null), (result.Performance, result.Quality));
        Assert.Equal((31, 31), ((await _hub.FindAsync("job")).Progress.Step, _hub.Functions.RunsOf(nameof(CalculateDayActivity))));
    }

    [Theory]
    [InlineData("2026-01-05", 4)]
    [InlineData("2026-W02", 28)]
    [InlineData("2026-01-05/2026-01-08", 12)]
    [InlineData("2026-01-05T06", 1)]
    [InlineData("2026-01-05T07", 0)]
    public async Task Run_OfEachKindOfPeriod_CountsItsEvents(string period, long events) =>
        Assert.Equal(events, (await RunAsync("job", "quality", period)).Quality!.Events);

    [Fact]
    public async Task Run_AfterALateEvent_ComputesTheHourItTouchesAndNoOther()
    {
        await RunAsync("one", "performance", "2026-W02");
        await _hub.Analytics.AddEventsAsync(
            new[] { new AnalyticsEvent { Id = "late", PublisherId = "pub-1", Type = AnalyticsEventType.Click, AtMilliseconds = new DateTimeOffset(2026, 1, 7, 3, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() } },
            CancellationToken.None);
        _hub.Time.Advance(TimeSpan.FromMilliseconds(1));

        var result = await RunAsync("two", "performance", "2026-W02");

        Assert.Equal((1, 29L), (result.HoursCalculated, result.Performance!.Requests + result.Performance.Impressions + result.Performance.Clicks));
        Assert.Null(result.Revenue);
        await _hub.RecordAsync("two", "metrics-calculation.1-completed");
    }

    [Fact]
    public async Task Run_WithoutEvents_CompletesWithNulls()
    {
        var result = await RunAsync("job", "quality", "2020-02-29");

        Assert.Equal((0, 0L, null, null, null), (result.HoursCalculated, result.Quality!.Events, result.Quality.Completeness, result.Quality.PaidShare, result.Quality.Consistency));
        Assert.Equal(JobState.Completed, (await _hub.FindAsync("job")).State);
    }

    private Task<MetricsCalculationResultContract> RunAsync(string id, string type, string period) => _hub.RunAsync(
        id,
        "metrics-calculation",
        "calculate",
        $$"""{"publisherId":"pub-1","metricType":"{{type}}","period":"{{period}}"}""",
        "pub-1",
        MetricsCalculationJson.Default.MetricsCalculationResultContract);
}
