using FunctionsJobs.Analytics;
using FunctionsJobs.Http;
using FunctionsJobs.Reports;

namespace FunctionsJobs.Tests.Reports;

public sealed class ReportPeriodTests
{
    [Theory]
    [InlineData(ReportType.Daily, "2026-03-01", "2026-03-01", "2026-03-02", "2026-02-28", "1 March 2026")]
    [InlineData(ReportType.Weekly, "2026-02-01", "2026-01-26", "2026-02-02", "2026-01-19", "26 January – 1 February 2026")]
    [InlineData(ReportType.Weekly, "2026-01-19", "2026-01-19", "2026-01-26", "2026-01-12", "19 – 25 January 2026")]
    [InlineData(ReportType.Weekly, "2026-01-01", "2025-12-29", "2026-01-05", "2025-12-22", "29 December 2025 – 4 January 2026")]
    [InlineData(ReportType.Monthly, "2024-02-29", "2024-02-01", "2024-03-01", "2024-01-01", "February 2024")]
    public void Of_HoldsTheDay(ReportType type, string day, string from, string to, string before, string title)
    {
        var period = ReportPeriod.Of(type, DateOnly.Parse(day));

        Assert.Equal((At(from), At(to)), (period.Range.From, period.Range.To));
        Assert.Equal((At(before), At(from)), (period.Previous.Range.From, period.Previous.Range.To));
        Assert.Equal(title, period.Title);
    }

    [Fact]
    public void Data_OfAMonthAfterAShorterOne_ComparesDayByDayAsFarAsItGoes()
    {
        var march = ReportPeriod.Of(ReportType.Monthly, new DateOnly(2026, 3, 10));

        var report = ReportData.Of(march, new Dictionary<DateTimeOffset, RollupCounts>
        {
            [At("2026-02-28")] = new(1, 1, 1, 1),
            [At("2026-03-28")] = new(2, 2, 2, 2),
            [At("2026-03-31")] = new(4, 4, 4, 4),
            [At("2026-04-01")] = new(8, 8, 8, 8),
        });

        Assert.Equal(31, report.Buckets.Count);
        Assert.Equal(new RollupCounts(1, 1, 1, 1), report.Buckets[27].Previous);
        Assert.Null(report.Buckets[28].Previous);
        Assert.Equal((new RollupCounts(6, 6, 6, 6), new RollupCounts(1, 1, 1, 1)), (report.Current, report.Previous));
    }

    [Fact]
    public void Data_WhoseSumDoesNotFit_IsAFault() => Assert.Throws<OverflowException>(() => ReportData.Of(
        ReportPeriod.Of(ReportType.Weekly, new DateOnly(2026, 1, 28)),
        new Dictionary<DateTimeOffset, RollupCounts> { [At("2026-01-26")] = new(long.MaxValue, 0, 0, 0), [At("2026-01-27")] = new(1, 0, 0, 0) }));

    [Theory]
    [InlineData("2026-01-31", "2026-01-31")]
    [InlineData("2026-02-01T00:30:00+01:00", "2026-01-31")]
    [InlineData("2000-02-01", "2000-02-01")]
    public void ReadDay_TakesTheUtcDay(string text, string expected)
    {
        var errors = new FieldErrors();

        Assert.Equal(DateOnly.Parse(expected), ReportPeriod.ReadDay(text, "$.date", errors));
        Assert.True(errors.IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("31.01.2026")]
    [InlineData("2026-01-31T12:00:00")]
    [InlineData("0001-01-01")]
    [InlineData("2000-01-31")]
    [InlineData("2100-01-01")]
    [InlineData("9999-12-31")]
    public void ReadDay_WhenItIsNone_SaysSo(string text)
    {
        var errors = new FieldErrors();

        ReportPeriod.ReadDay(text, "$.date", errors);

        Assert.Equal(["$.date"], errors.ToDictionary().Keys);
    }

    private static DateTimeOffset At(string day) => DateTimeOffset.Parse($"{day}T00:00Z");
}
