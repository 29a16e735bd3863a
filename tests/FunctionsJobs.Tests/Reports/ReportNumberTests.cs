using FunctionsJobs.Reports;
using FunctionsJobs.Reports.Charts;

namespace FunctionsJobs.Tests.Reports;

public sealed class ReportNumberTests
{
    [Theory]
    [InlineData("12345", ReportUnit.Count, "12,345")]
    [InlineData("1234.5", ReportUnit.Money, "1,234.50")]
    [InlineData("0.00231", ReportUnit.Money, "0.0023")]
    [InlineData("0", ReportUnit.Money, "0.00")]
    [InlineData("0.0431", ReportUnit.Ratio, "4.31\u00a0%")]
    [InlineData(null, ReportUnit.Ratio, "–")]
    public void Full_WritesAValue(string? value, ReportUnit unit, string expected) => Assert.Equal(expected, ReportNumbers.Full(Number(value), unit));

    [Theory]
    [InlineData("120", ReportUnit.Count, "+120")]
    [InlineData("-1234567", ReportUnit.Count, "−1,234,567")]
    [InlineData("-0.0025", ReportUnit.Ratio, "−0.25\u00a0pp")]
    [InlineData("0", ReportUnit.Count, "±0")]
    [InlineData(null, ReportUnit.Money, "–")]
    public void Difference_CarriesItsSign(string? value, ReportUnit unit, string expected) => Assert.Equal(expected, ReportNumbers.Difference(Number(value), unit));

    [Theory]
    [InlineData("999", ReportUnit.Count, "999")]
    [InlineData("1250", ReportUnit.Count, "1.25\u00a0k")]
    [InlineData("2500000", ReportUnit.Money, "2.5\u00a0M")]
    [InlineData("9223372036854775807", ReportUnit.Count, "9223.37\u00a0P")]
    [InlineData("0.005", ReportUnit.Ratio, "0.5\u00a0%")]
    public void Compact_TakesLittleSpace(string value, ReportUnit unit, string expected) => Assert.Equal(expected, ReportNumbers.Compact(decimal.Parse(value), unit));

    [Theory]
    [InlineData("3", "2", "1", "0.5")]
    [InlineData("1", "2", "-1", "-0.5")]
    [InlineData("3", "0", "3", null)]
    [InlineData("0", "0", "0", null)]
    [InlineData(null, "2", null, null)]
    [InlineData("3", null, null, null)]
    public void Change_OfValues_HasNoRelativeDifferenceFromNothing(string? current, string? previous, string? absolute, string? relative)
    {
        var change = new ReportChange(Number(current), Number(previous));

        Assert.Equal((Number(absolute), Number(relative)), (change.Absolute, change.Relative));
    }

    [Theory]
    [InlineData("0", false, "0 0.25 0.5 0.75 1")]
    [InlineData("0", true, "0 1")]
    [InlineData("3", true, "0 1 2 3")]
    [InlineData("97", true, "0 25 50 75 100")]
    [InlineData("101", true, "0 50 100 150")]
    [InlineData("0.0123", false, "0 0.005 0.01 0.015")]
    [InlineData("9223372036854775807", true, "0 2500000000000000000 5000000000000000000 7500000000000000000 10000000000000000000")]
    public void Scale_EndsAtARoundNumber(string largest, bool whole, string ticks)
    {
        var scale = ChartScale.To(decimal.Parse(largest), whole);

        Assert.Equal(ticks, string.Join(' ', scale.Ticks.Select(tick => tick.ToString("0.######"))));
        Assert.InRange(scale.Share(decimal.Parse(largest)), 0, 1);
    }

    [Fact]
    public void Scale_OfAnyNumber_HasRoomForItInFewSteps()
    {
        for (var exponent = -5; exponent <= 18; exponent++)
        {
            for (var mantissa = 1m; mantissa < 10; mantissa += 0.1m)
            {
                var value = mantissa * (decimal)Math.Pow(10, exponent);
                var scale = ChartScale.To(value, whole: false);

                Assert.InRange(scale.Steps, 2, 4);
                Assert.True(scale.Top >= value && scale.Top <= value * 3, $"{value}: {scale.Top}");
            }
        }
    }

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text);
}
