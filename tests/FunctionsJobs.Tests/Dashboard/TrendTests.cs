using FunctionsJobs.Analytics;
using FunctionsJobs.Dashboard.Numbers;

namespace FunctionsJobs.Tests.Dashboard;

public class TrendTests
{
    [Theory]
    [InlineData("100,110,120", "up")]
    [InlineData("120,110,100", "down")]
    [InlineData("100,101,100,101", "flat")]
    [InlineData("100,102", "up")]
    [InlineData("1000,1009", "flat")]
    [InlineData("0,0,1", "up")]
    [InlineData("5,0,5", "flat")]
    [InlineData("0,0,0", null)]
    [InlineData("7", null)]
    [InlineData("", null)]
    [InlineData("9223372036854775807,9223372036854775807", "flat")]
    public void Of_IsTheSlopeAsAShareOfTheMean(string series, string? expected) =>
        Assert.Equal(expected, Trend.Of([.. series.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)]));

    [Fact]
    public void Growth_IsNullWhereThereWasNothingBefore()
    {
        var growth = PeriodGrowth.Of(new RollupCounts(3, 5, 0, 2), new RollupCounts(2, 0, 4, 3));

        Assert.Equal((0.5m, null, -1m, -0.333333m), (growth.Requests, growth.Impressions, growth.Clicks, growth.Revenue));
    }
}
