using FunctionsJobs.Analytics;

namespace FunctionsJobs.Tests.Analytics;

public sealed class RollupCountsTests
{
    [Fact]
    public void Ratios_WhenTheDenominatorIsZero_AreNull()
    {
        var counts = new RollupCounts(0, 0, 5, 12);
        Assert.Null(counts.ClickThroughRate);
        Assert.Null(counts.FillRate);
        Assert.Null(counts.EffectiveCpm);
    }

    [Fact]
    public void Ratios_WhenDefined_FollowTheirFormulas()
    {
        var counts = new RollupCounts(Requests: 3, Impressions: 2, Clicks: 1, RevenueMicros: 4_620);
        Assert.Equal(0.5m, counts.ClickThroughRate);
        Assert.Equal(0.666667m, counts.FillRate);
        Assert.Equal(2.31m, counts.EffectiveCpm);
        Assert.Equal(0.00462m, counts.Revenue);
    }

    [Fact]
    public void Ratios_WhenTheSumsAreTheLargest_DoNotOverflow()
    {
        var counts = new RollupCounts(1, 1, long.MaxValue, long.MaxValue);
        Assert.Equal(9223372036854775807m, counts.ClickThroughRate);
        Assert.Equal(9223372036854775.807m, counts.EffectiveCpm);
    }

    [Fact]
    public void Add_WhenTheSumDoesNotFit_Throws() =>
        Assert.Throws<OverflowException>(() => new RollupCounts(0, 0, 0, long.MaxValue) + new RollupCounts(0, 0, 0, 1));
}
