using FunctionsJobs.Analytics;

namespace FunctionsJobs.Tests.Analytics;

public sealed class AnalyticsNamesTests
{
    [Fact]
    public void Of_WhenAnyValue_IsTheStoredNameForever()
    {
        Assert.Equal(["request", "impression", "click"], Enum.GetValues<AnalyticsEventType>().Select(AnalyticsNames.Of));
        Assert.Equal(["mobile", "desktop", "tablet", "other"], Enum.GetValues<DeviceType>().Select(AnalyticsNames.Of));
        Assert.Equal(["hour", "day", "week", "month"], Enum.GetValues<Granularity>().Select(AnalyticsNames.Of));
    }

    [Fact]
    public void TryParse_WhenWrittenByOf_RoundTrips() => Assert.All(Enum.GetValues<Granularity>(), granularity =>
    {
        Assert.True(AnalyticsNames.TryParse(AnalyticsNames.Of(granularity), out var parsed));
        Assert.Equal(granularity, parsed);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Day")]
    [InlineData("days")]
    [InlineData("1")]
    public void TryParse_WhenUnknown_Refuses(string? name) => Assert.False(AnalyticsNames.TryParse(name, out _));

    [Fact]
    public void Of_WhenTheValueIsUnknown_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AnalyticsNames.Of((Granularity)99));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnalyticsNames.Of((DeviceType)99));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnalyticsNames.Of((AnalyticsEventType)99));
    }
}
