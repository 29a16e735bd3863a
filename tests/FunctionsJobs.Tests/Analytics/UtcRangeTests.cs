using System.Globalization;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Tests.Analytics;

public sealed class UtcRangeTests
{
    [Fact]
    public void Constructor_WhenItEndsBeforeItStarts_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Range("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"));

    [Fact]
    public void Constructor_WhenGivenOffsets_ConvertsToUtc()
    {
        var range = Range("2026-01-01T00:00:00+02:00", "2026-01-01T00:00:00Z");
        Assert.Equal("[2025-12-31T22:00:00.0000000+00:00, 2026-01-01T00:00:00.0000000+00:00)", range.ToString());
    }

    [Theory]
    [InlineData(Granularity.Day, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")]
    [InlineData(Granularity.Day, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00.0000001Z", "2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z")]
    [InlineData(Granularity.Hour, "2026-01-01T10:59:59Z", "2026-01-01T11:00:00Z", "2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z")]
    [InlineData(Granularity.Week, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2025-12-29T00:00:00Z", "2026-01-05T00:00:00Z")]
    [InlineData(Granularity.Month, "2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData(Granularity.Month, "2026-01-31T00:00:00Z", "2026-02-01T01:00:00Z", "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z")]
    public void Covering_WhenTheRangeCutsABucket_WidensToWholeOnes(Granularity granularity, string from, string to, string start, string end) =>
        Assert.Equal(Range(start, end), Range(from, to).Covering(granularity));

    [Fact]
    public void Covering_WhenEmpty_StaysEmpty()
    {
        var empty = Range("2026-01-15T10:30:00Z", "2026-01-15T10:30:00Z");
        Assert.True(empty.Covering(Granularity.Month).IsEmpty);
        Assert.Empty(empty.Buckets(Granularity.Month));
    }

    [Fact]
    public void Days_WhenPartOfADay_CountsItWhole() => Assert.Equal(
        [new DateOnly(2026, 2, 28), new DateOnly(2026, 3, 1)],
        Range("2026-02-28T23:59:00Z", "2026-03-01T00:01:00Z").Days());

    [Fact]
    public void OfDay_Always_IsTwentyFourHours() =>
        Assert.Equal(Range("2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z"), UtcRange.OfDay(new DateOnly(2026, 3, 29)));

    private static UtcRange Range(string from, string to) =>
        new(DateTimeOffset.Parse(from, CultureInfo.InvariantCulture), DateTimeOffset.Parse(to, CultureInfo.InvariantCulture));
}
