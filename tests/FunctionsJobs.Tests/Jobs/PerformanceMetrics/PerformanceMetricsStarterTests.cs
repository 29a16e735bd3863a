using FunctionsJobs.Jobs.PerformanceMetrics;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs.PerformanceMetrics;

public class PerformanceMetricsStarterTests
{
    private readonly PerformanceMetricsStarter _starter = new(Options.Create(new PerformanceMetricsOptions()));

    [Theory]
    [InlineData("""{"startDate":"2026-01-02","endDate":"2026-01-01"}""", "$.data.endDate")]
    [InlineData("""{"startDate":"2026-01-01","endDate":"2026-01-01"}""", "$.data.endDate")]
    [InlineData("""{"startDate":"2024-01-01","endDate":"2025-02-05"}""", "$.data.endDate")]
    [InlineData("""{"startDate":"1.1.2026","endDate":"2026-01-01"}""", "$.data.startDate")]
    [InlineData("""{"startDate":"1999-12-31","endDate":"2026-01-01"}""", "$.data.startDate")]
    [InlineData("""{"startDate":"2026-01-01"}""", "$.data.endDate")]
    [InlineData("""{"startDate":"2026-01-01","endDate":"2026-01-02","publisherId":"a/b"}""", "$.data.publisherId")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string data, string path) => Assert.Equal([path], _starter.Refused(data));

    [Fact]
    public void CreateRun_PlansWholeDaysForTheTenantOfTheJob()
    {
        var plan = _starter.PlanOf<PerformanceMetricsPlanContract>("""{"startDate":"2026-01-31T05:00:00Z","endDate":"2026-02-01T00:00:01Z"}""", "pub-1");

        Assert.Equal(("pub-1", new DateOnly(2026, 1, 31), new DateOnly(2026, 2, 2)), (plan.PublisherId, plan.From, plan.To));
    }
}
