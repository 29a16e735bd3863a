using System.Globalization;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Tests.Analytics;

public sealed class RollupCalendarTests
{
    [Theory]
    [InlineData(Granularity.Hour, "2026-01-31T12:34:56.789Z", "2026-01-31T12:00:00Z", "2026-01-31T13:00:00Z")]
    [InlineData(Granularity.Day, "2026-01-31T23:59:59.999Z", "2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData(Granularity.Day, "2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z")]
    [InlineData(Granularity.Week, "2026-01-01T00:00:00Z", "2025-12-29T00:00:00Z", "2026-01-05T00:00:00Z")]
    [InlineData(Granularity.Week, "2021-01-03T23:59:59Z", "2020-12-28T00:00:00Z", "2021-01-04T00:00:00Z")]
    [InlineData(Granularity.Week, "2026-02-02T00:00:00Z", "2026-02-02T00:00:00Z", "2026-02-09T00:00:00Z")]
    [InlineData(Granularity.Month, "2026-12-31T23:59:59Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData(Granularity.Month, "2024-02-29T12:00:00Z", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z")]
    [InlineData(Granularity.Hour, "2026-03-29T03:30:00+02:00", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z")]
    [InlineData(Granularity.Day, "2026-10-25T01:30:00+02:00", "2026-10-24T00:00:00Z", "2026-10-25T00:00:00Z")]
    public void StartOf_WhenAtABorder_IsTheUtcBucket(Granularity granularity, string instant, string start, string next)
    {
        var actual = RollupCalendar.StartOf(granularity, DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), actual);
        Assert.Equal(TimeSpan.Zero, actual.Offset);
        Assert.Equal(DateTimeOffset.Parse(next, CultureInfo.InvariantCulture), RollupCalendar.NextAfter(granularity, actual));
    }

    [Fact]
    public void StartOf_WhenAnyDayOfACentury_AgreesWithTheRuntimesIsoWeeks()
    {
        for (var day = new DateTime(2000, 1, 1, 13, 0, 0, DateTimeKind.Utc); day.Year < 2100; day = day.AddDays(1))
        {
            var expected = ISOWeek.ToDateTime(ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day), DayOfWeek.Monday);
            Assert.Equal(expected, RollupCalendar.StartOf(Granularity.Week, new DateTimeOffset(day)).UtcDateTime);
        }
    }
}
