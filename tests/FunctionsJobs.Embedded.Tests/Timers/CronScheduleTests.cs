using System.Globalization;
using FunctionsJobs.Embedded.Timers;

namespace FunctionsJobs.Embedded.Tests.Timers;

public class CronScheduleTests
{
    // Pacific time: clocks go forward on 2018-03-11 at 02:00, back on 2018-11-04 at 02:00.
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    [Theory]
    [InlineData("0 30 1 * * *", "2018-11-04T00:59:00-07:00", "2018-11-04T01:30:00-07:00")]
    [InlineData("0 30 1 * * *", "2018-11-04T01:30:00-07:00", "2018-11-05T01:30:00-08:00")]
    [InlineData("0 30 1 * * *", "2018-11-04T01:29:00-08:00", "2018-11-05T01:30:00-08:00")]
    [InlineData("0 */30 * * * *", "2018-11-04T00:30:00-07:00", "2018-11-04T01:00:00-07:00")]
    [InlineData("0 */30 * * * *", "2018-11-04T01:00:00-07:00", "2018-11-04T01:30:00-07:00")]
    [InlineData("0 */30 * * * *", "2018-11-04T01:30:00-07:00", "2018-11-04T01:00:00-08:00")]
    [InlineData("0 */30 * * * *", "2018-11-04T01:00:00-08:00", "2018-11-04T01:30:00-08:00")]
    [InlineData("0 */30 * * * *", "2018-11-04T01:30:00-08:00", "2018-11-04T02:00:00-08:00")]
    [InlineData("0 0 3 * * *", "2018-11-04T01:30:00-07:00", "2018-11-04T03:00:00-08:00")]
    [InlineData("0 30 2 * * *", "2018-03-11T01:59:00-08:00", "2018-03-11T03:30:00-07:00")]
    [InlineData("0 */30 * * * *", "2018-03-11T01:30:00-08:00", "2018-03-11T03:00:00-07:00")]
    [InlineData("0 0 12 * * *", "2018-06-01T12:00:00-07:00", "2018-06-02T12:00:00-07:00")]
    [InlineData("30 1 * * 1-5", "2018-06-01T01:30:00-07:00", "2018-06-04T01:30:00-07:00")]
    public void Next_WhenClocksChange_FollowsTheRealExtension(string expression, string after, string expected)
        => Assert.Equal(At(expected), Parse(expression, Pacific).Next(At(after)));

    [Theory]
    [InlineData("0 30 1 * * *", 2)]
    [InlineData("0 30 2 * * *", 2)]
    [InlineData("0 0 * * * *", 48)]
    public void Next_WhenTwoDaysWithABackwardsChangePass_RunsEachOccurrenceOnce(string expression, int expected)
    {
        var schedule = Parse(expression, Pacific);
        var end = At("2018-11-05T23:59:59-08:00");
        var runs = new List<DateTimeOffset>();
        for (var next = schedule.Next(At("2018-11-04T00:00:00-07:00")); next <= end; next = schedule.Next(next))
        {
            runs.Add(next);
        }

        Assert.Equal(expected, runs.Count);
        Assert.Equal(runs.Count, runs.Select(run => run.UtcDateTime).Distinct().Count());
        Assert.Equal(runs.Order(), runs);
    }

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("0,30 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("*/10 0 * * * *", false)]
    [InlineData("* * * * *", false)]
    [InlineData("00:00:30", true)]
    [InlineData("00:01:00", false)]
    public void IsSubMinute_WhenRunsAreCloserThanAMinute_IsTrue(string expression, bool expected)
        => Assert.Equal(expected, Parse(expression, TimeZoneInfo.Utc).IsSubMinute);

    private static ITimerSchedule Parse(string expression, TimeZoneInfo zone)
    {
        Assert.True(TimerScheduleParser.TryParse(expression, zone, At("2018-01-01T00:00:00Z"), out var schedule, out var problem), problem);
        return schedule!;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
