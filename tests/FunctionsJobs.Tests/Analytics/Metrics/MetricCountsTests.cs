using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Metrics;

namespace FunctionsJobs.Tests.Analytics.Metrics;

public class MetricCountsTests
{
    [Fact]
    public void Ratios_AreThoseOfTheDefinitions()
    {
        var counts = new MetricCounts(new RollupCounts(1000, 400, 8, 1_000_000), CompleteEvents: 1056, PaidImpressions: 300);

        Assert.Equal(
            (1408L, 1m, 0.125m, 0.75m, 0.75m, 1m),
            (counts.Events, counts.RevenuePerThousandRequests, counts.RevenuePerClick, counts.Completeness, counts.PaidShare, counts.Consistency));
    }

    [Theory]
    [InlineData(10, 12, 0, 0.909091)]
    [InlineData(10, 2, 5, 0.823529)]
    [InlineData(0, 5, 0, 0.0)]
    [InlineData(0, 0, 5, 0.0)]
    [InlineData(0, 5, 9, 0.357143)]
    public void Consistency_CountsWhatCannotBe(long requests, long impressions, long clicks, double expected)
    {
        Assert.Equal((decimal)expected, new MetricCounts(new RollupCounts(requests, impressions, clicks, 0), 0, 0).Consistency);
    }

    [Fact]
    public void Ratios_WithoutADenominator_AreNull()
    {
        var none = default(MetricCounts);

        Assert.Equal(
            (null, null, null, null, null),
            (none.RevenuePerThousandRequests, none.RevenuePerClick, none.Completeness, none.PaidShare, none.Consistency));
    }

    [Fact]
    public void Add_WhenASumDoesNotFit_Throws()
    {
        var most = new MetricCounts(new RollupCounts(0, 0, 0, 0), long.MaxValue, 0);

        Assert.Throws<OverflowException>(() => most + new MetricCounts(default, 1, 0));
    }
}
