using FunctionsJobs.Schedules.Cron;

namespace FunctionsJobs.Tests.Schedules.Cron;

public class CronExpressionTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("* * * * *", "2026-01-31T12:01:00")]
    [InlineData("*/15 * * * *", "2026-01-31T12:15:00")]
    [InlineData("5/15 * * * *", "2026-01-31T12:05:00")]
    [InlineData("0 9-17 * * mon-FRI", "2026-02-02T09:00:00")]
    [InlineData("30 8 1 JAN,july *", "2026-07-01T08:30:00")]
    [InlineData("0 0 29 2 *", "2028-02-29T00:00:00")]
    [InlineData("0 0 29 2 1", "2044-02-29T00:00:00")]
    [InlineData("30 0 1 * * *", "2026-02-01T01:00:30")]
    [InlineData("0 0 13 * 5", "2026-02-13T00:00:00")]
    public void Next_FindsTheNextReadingThatMatches(string text, string expected)
    {
        Assert.Equal(DateTime.Parse(expected), Parse(text).Next(new DateTime(2026, 1, 31, 12, 0, 0)));
    }

    [Theory]
    [InlineData("60 * * * *", "has '60' in its minutes field")]
    [InlineData("*/0 * * * *", "has '*/0' in its minutes field")]
    [InlineData("*/61 * * * *", "has '*/61' in its minutes field")]
    [InlineData("30-10 * * * *", "has '30-10' in its minutes field")]
    [InlineData("1-2-3 * * * *", "has '1-2-3' in its minutes field")]
    [InlineData("1//2 * * * *", "has '1//2' in its minutes field")]
    [InlineData("1,,2 * * * *", "has '' in its minutes field")]
    [InlineData("-5 * * * *", "has '-5' in its minutes field")]
    [InlineData("+5 * * * *", "has '+5' in its minutes field")]
    [InlineData("１ * * * *", "has '１' in its minutes field")]
    [InlineData("9999999999999 * * * *", "has '9999999999999' in its minutes field")]
    [InlineData("0 24 * * *", "has '24' in its hours field")]
    [InlineData("0 0 0 * *", "has '0' in its day of month field")]
    [InlineData("0 0 L * *", "has 'L' in its day of month field")]
    [InlineData("0 0 ? * *", "has '?' in its day of month field")]
    [InlineData("0 0 * 13 *", "has '13' in its month field")]
    [InlineData("0 0 * * 7", "has '7' in its day of week field")]
    [InlineData("0 0 * * 5#2", "has '5#2' in its day of week field")]
    [InlineData("61 * * * * *", "has '61' in its seconds field")]
    [InlineData("@daily", "must have five fields")]
    [InlineData("", "must have five fields")]
    [InlineData("* * * * * * *", "must have five fields")]
    [InlineData("0 0 31 2 *", "never fires")]
    [InlineData("0 0 30 2 1", "never fires")]
    [InlineData("0 0 31 4,6,9,11 *", "never fires")]
    public void TryParse_WhenWrong_NamesTheFieldAndWhatItTakes(string text, string problem)
    {
        Assert.False(CronExpression.TryParse(text, out _, out var found));
        Assert.StartsWith(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_WithFiveKilobytes_IsRefusedByLength()
    {
        Assert.False(CronExpression.TryParse(string.Join(',', Enumerable.Repeat("1", 2500)) + " * * * *", out _, out var problem));
        Assert.Equal("must not be longer than 256 characters", problem);
    }

    [Fact]
    public void Text_HasSingleSpaces()
    {
        Assert.Equal("0 1 * * *", Parse("  0  1 *   * * ").Text);
    }

    [Theory]
    [InlineData("* * * * *", true)]
    [InlineData("0 */2 * * *", true)]
    [InlineData("0 9-17 * * *", true)]
    [InlineData("30 2 * * *", false)]
    [InlineData("*/15 2 * * *", false)]
    [InlineData("0 1,2,3 * * *", false)]
    [InlineData("*/10 30 2 * * *", false)]
    [InlineData("0 0 * * * *", true)]
    public void RunsThroughHours_FollowsTheHoursField(string text, bool expected)
    {
        Assert.Equal(expected, Parse(text).RunsThroughHours);
    }

    [Theory]
    [InlineData("* * * * *", "00:01:00")]
    [InlineData("*/7 * * * *", "00:04:00")]
    [InlineData("0 * * * *", "01:00:00")]
    [InlineData("0 0,23 * * *", "01:00:00")]
    [InlineData("0 0,23 1 * *", "23:00:00")]
    [InlineData("0 0,23 1,2 * *", "01:00:00")]
    [InlineData("59 23 * * *", "1.00:00:00")]
    [InlineData("0 0 * * 1", "7.00:00:00")]
    [InlineData("0 0 1 * *", "28.00:00:00")]
    [InlineData("0 0 1 1 *", "365.00:00:00")]
    public void ShortestGap_IsTheShortestOfAll(string text, string expected)
    {
        Assert.Equal(TimeSpan.Parse(expected), Parse(text).ShortestGap(Minute));
    }

    [Theory]
    [InlineData("* * * * * *")]
    [InlineData("*/30 * * * * *")]
    [InlineData("58,59 59 23 31 12 *")]
    [InlineData("0,59 0,59 0,23 * * *")]
    public void ShortestGap_BelowEnough_SaysSo(string text)
    {
        Assert.True(Parse(text).ShortestGap(Minute) < Minute);
    }

    private static CronExpression Parse(string text)
    {
        Assert.True(CronExpression.TryParse(text, out var expression, out var problem), problem);
        return expression;
    }
}
