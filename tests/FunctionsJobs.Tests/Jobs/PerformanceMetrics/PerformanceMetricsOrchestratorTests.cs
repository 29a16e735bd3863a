using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.Jobs.PerformanceMetrics;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Jobs.PerformanceMetrics;

public sealed class PerformanceMetricsOrchestratorTests : IAsyncLifetime
{
    private const string Data = """{"startDate":"2026-01-11","endDate":"2026-01-21"}""";
    private JobHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await JobHub.StartAsync();
        await _hub.AddJanuaryAsync();
        await _hub.AddJanuaryAsync("pub-2");
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Run_AddsTheRangeUpAndComparesItWithTheDaysBefore()
    {
        var report = await RunAsync("job", "pub-1");

        Assert.Equal(("pub-1", 10, 40L), (report.PublisherId, report.Series.Count, report.Totals.Requests + report.Totals.Impressions + report.Totals.Clicks));
        Assert.Equal(40, report.Previous.Requests + report.Previous.Impressions + report.Previous.Clicks);
        Assert.NotNull(report.Growth.Revenue);
        await _hub.RecordAsync("job", "performance-metrics.1-completed");
    }

    [Fact]
    public async Task Run_Again_SeesEventsThatCameBetween()
    {
        var before = await RunAsync("one", null);
        _hub.Time.Advance(TimeSpan.FromSeconds(1));
        await _hub.AddJanuaryAsync("pub-3");
        var after = await RunAsync("two", null);

        Assert.Equal(before.Totals.Clicks / 2 * 3, after.Totals.Clicks);
    }

    private Task<PerformanceReport> RunAsync(string id, string? tenant) =>
        _hub.RunAsync(id, "metrics-calculation", "performance-metrics", Data, tenant, PerformanceMetricsJson.Default.PerformanceReport);
}
