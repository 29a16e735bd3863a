using FunctionsJobs.Embedded.Timers;

namespace FunctionsJobs.Embedded.Tests.Timers;

public class TimerScheduleParserTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 5 * * * *", "2026-01-31T12:05:00Z")]
    [InlineData("5 * * * *", "2026-01-31T12:05:00Z")]
    [InlineData("0 30 9 * Jan Mon", "2027-01-04T09:30:00Z")]
    [InlineData("00:05:00", "2026-01-31T12:05:00Z")]
    [InlineData("1.00:00:00", "2026-02-01T12:00:00Z")]
    public void TryParse_WhenCronOrTimeSpan_GivesTheNextRun(string expression, string expected)
    {
        Assert.True(TimerScheduleParser.TryParse(expression, TimeZoneInfo.Utc, Now, out var schedule, out _));

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), schedule!.Next(Now));
    }

    [Theory]
    [InlineData("", "is no schedule")]
    [InlineData("every day", "is no schedule")]
    [InlineData("0 60 * * * *", "is no schedule")]
    [InlineData("* * * * * * *", "is no schedule")]
    [InlineData("00:00:00", "is no schedule")]
    [InlineData("-00:05:00", "is no schedule")]
    [InlineData("0 0 0 31 2 *", "never fires")]
    public void TryParse_WhenNotASchedule_SaysWhatIsWrong(string expression, string problem)
    {
        Assert.False(TimerScheduleParser.TryParse(expression, TimeZoneInfo.Utc, Now, out _, out var found));

        Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_WhenFarTooLong_IsRefusedUnread()
    {
        Assert.False(TimerScheduleParser.TryParse($"0 {string.Join(',', Enumerable.Repeat("1", 2500))} * * * *", TimeZoneInfo.Utc, Now, out _, out var problem));

        Assert.Contains("at most 256", problem, StringComparison.Ordinal);
    }
}
