using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Metrics;

namespace FunctionsJobs.Tests.Analytics.Metrics;

public class MetricPeriodTests
{
    [Theory]
    [InlineData("2026-01-31T13", Granularity.Hour, "2026-01-31T13:00:00Z", "2026-01-31T14:00:00Z")]
    [InlineData("2026-01-31", Granularity.Day, "2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("2026-W05", Granularity.Week, "2026-01-26T00:00:00Z", "2026-02-02T00:00:00Z")]
    [InlineData("2026-W01", Granularity.Week, "2025-12-29T00:00:00Z", "2026-01-05T00:00:00Z")]
    [InlineData("2020-W53", Granularity.Week, "2020-12-28T00:00:00Z", "2021-01-04T00:00:00Z")]
    [InlineData("2026-02", Granularity.Month, "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z")]
    [InlineData("2024-02-28/2024-03-01", Granularity.Day, "2024-02-28T00:00:00Z", "2024-03-01T00:00:00Z")]
    public void TryParse_ReadsPeriods(string text, Granularity granularity, string from, string to)
    {
        var period = MetricPeriod.TryParse(text);

        Assert.Equal(new MetricPeriod(granularity, new UtcRange(DateTimeOffset.Parse(from), DateTimeOffset.Parse(to))), period);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hourly")]
    [InlineData("2026")]
    [InlineData("2026-1")]
    [InlineData("2026-13")]
    [InlineData("2026-02-29")]
    [InlineData("2026-W00")]
    [InlineData("2026-W54")]
    [InlineData("2025-W53")]
    [InlineData("2026-w05")]
    [InlineData("2026-01-31T24")]
    [InlineData("2026-01-31T1")]
    [InlineData("2026-01-31T13:00")]
    [InlineData("2026-01-31 13")]
    [InlineData("2026-01-02/2026-01-02")]
    [InlineData("2026-01-02/2026-01-01")]
    [InlineData("2026-01/2026-02")]
    [InlineData("2026-01-01/2026-01-02/2026-01-03")]
    [InlineData("1999-12-31")]
    [InlineData("2100-01")]
    [InlineData("2000-W01/")]
    [InlineData("２０２６-01")]
    public void TryParse_OfAnythingElse_IsNull(string text) => Assert.Null(MetricPeriod.TryParse(text));
}
