using FunctionsJobs.Cache;
using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.Jobs.WeeklyGrowth;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Jobs.WeeklyGrowth;

public sealed class WeeklyGrowthOrchestratorTests : IAsyncLifetime
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
    public async Task Run_ComparesTheWeeksThatAreOverAndKeepsThemForTheDashboard()
    {
        var report = await RunAsync("job", """{"publisherId":"pub-1"}""", "pub-1");

        Assert.Equal(8, report.Weeks.Count);
        Assert.Equal(new DateOnly(2026, 1, 19), report.Weeks[^1].Start);
        Assert.Equal(28, report.Weeks[^1].Numbers.Requests + report.Weeks[^1].Numbers.Impressions + report.Weeks[^1].Numbers.Clicks);
        Assert.Null(report.Weeks[0].Growth.Requests);
        Assert.Equal("up", report.Trends.Requests);
        Assert.True(_hub.Get<DashboardQueries>().TryFind(DashboardQueryNames.WeeklyGrowth, out var named));
        var cached = await named.ReadAsync(_hub.Get<ResultCache>(), "pub-1", CancellationToken.None);
        Assert.Equal(_hub.Time.Now, cached!.ComputedAt);
        Assert.Null(await named.ReadAsync(_hub.Get<ResultCache>(), "pub-2", CancellationToken.None));
        await _hub.RecordAsync("job", "weekly-growth.1-completed");
    }

    [Fact]
    public async Task Run_WithoutAPublisher_IsForAllOrForTheTenantOfTheJob()
    {
        var all = await RunAsync("all", """{"weeks":4}""", null);
        var own = await RunAsync("own", """{"weeks":4}""", "pub-1");

        Assert.Equal((null, "pub-1"), (all.PublisherId, own.PublisherId));
        Assert.Equal(own.Weeks.Sum(week => 2 * week.Numbers.Requests), all.Weeks.Sum(week => week.Numbers.Requests));
    }

    private Task<GrowthReport> RunAsync(string id, string data, string? tenant) =>
        _hub.RunAsync(id, "metrics-calculation", "weekly-growth", data, tenant, WeeklyGrowthJson.Default.GrowthReport);
}
