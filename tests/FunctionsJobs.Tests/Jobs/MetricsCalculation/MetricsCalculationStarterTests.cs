using FunctionsJobs.Jobs.MetricsCalculation;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs.MetricsCalculation;

public class MetricsCalculationStarterTests
{
    private readonly MetricsCalculationStarter _starter = new(Options.Create(new MetricsCalculationOptions()));

    [Theory]
    [InlineData("a b", "revenue", "2026-01", "$.data.publisherId")]
    [InlineData("p", "income", "2026-01", "$.data.metricType")]
    [InlineData("p", "Revenue", "2026-01", "$.data.metricType")]
    [InlineData("p", "revenue", "hourly", "$.data.period")]
    [InlineData("p", "revenue", "2025-01-01/2026-02-06", "$.data.period")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string publisher, string type, string period, string path) =>
        Assert.Equal([path], _starter.Refused(Data(publisher, type, period)));

    [Theory]
    [InlineData("2026-01-31T13", "2026-01-31", 1)]
    [InlineData("2026-W05", "2026-01-26", 7)]
    [InlineData("2026-02", "2026-02-01", 28)]
    [InlineData("2026-01-30/2026-02-02", "2026-01-30", 3)]
    public void CreateRun_PlansTheDaysThatThePeriodTouches(string period, string firstDay, int days)
    {
        var plan = _starter.PlanOf<MetricsCalculationPlanContract>(Data("pub-1", "quality", period), "pub-1");

        Assert.Equal(("pub-1", "quality", period, DateOnly.Parse(firstDay), days), (plan.PublisherId, plan.MetricType, plan.Period, plan.FirstDay, plan.Days));
    }

    private static string Data(string publisher, string type, string period) => $$"""{"publisherId":"{{publisher}}","metricType":"{{type}}","period":"{{period}}"}""";
}
