using System.Globalization;
using FunctionsJobs.Schedules.Cron;

namespace FunctionsJobs.Tests.Schedules.Cron;

/// <summary>Fire times around the nights on which clocks change. Berlin 2026: forward on 29 March at 02:00, back on 25 October at 03:00.</summary>
public class FireTimesTests
{
    [Fact]
    public void NamedTime_InTheGap_FiresOnceAtTheFirstInstantAfterIt()
    {
        Assert.Equal(
            ["2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"],
            Fires("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", 3));
    }

    [Fact]
    public void NamedTimes_SeveralInTheGap_FireOnceTogether()
    {
        Assert.Equal(
            ["2026-03-28T02:45:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-30T02:00:00+02:00"],
            Fires("*/15 2 * * *", "Europe/Berlin", "2026-03-28T01:30:00Z", 3));
    }

    [Fact]
    public void NamedTimes_OneInTheGapAndOneRightAfter_FireOnceTogether()
    {
        Assert.Equal(
            ["2026-03-29T03:00:00+02:00", "2026-03-30T02:00:00+02:00", "2026-03-30T03:00:00+02:00"],
            Fires("0 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 3));
    }

    [Fact]
    public void NamedTime_InTheFold_FiresAtItsFirstOccurrenceOnly()
    {
        Assert.Equal(
            ["2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"],
            Fires("30 2 * * *", "Europe/Berlin", "2026-10-24T00:00:00Z", 3));
    }

    [Fact]
    public void NamedTime_AskedForBetweenBothOccurrences_IsTheNextDays()
    {
        // 00:45Z is 02:45 before the clock is set back, 01:15Z is 02:15 after it was.
        Assert.Equal(["2026-10-26T02:30:00+01:00"], Fires("30 2 * * *", "Europe/Berlin", "2026-10-25T00:45:00Z", 1));
        Assert.Equal(["2026-10-26T02:30:00+01:00"], Fires("30 2 * * *", "Europe/Berlin", "2026-10-25T01:15:00Z", 1));
    }

    [Fact]
    public void Interval_KeepsFiringThroughTheGap()
    {
        Assert.Equal(
            ["2026-03-29T01:30:00+01:00", "2026-03-29T01:45:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-29T03:15:00+02:00"],
            Fires("*/15 * * * *", "Europe/Berlin", "2026-03-29T00:15:00Z", 4));
    }

    [Fact]
    public void Interval_OffTheHour_AddsNoFireAtTheEndOfTheGap()
    {
        Assert.Equal(
            ["2026-03-29T01:50:00+01:00", "2026-03-29T03:05:00+02:00", "2026-03-29T03:20:00+02:00"],
            Fires("5,20,35,50 * * * *", "Europe/Berlin", "2026-03-29T00:40:00Z", 3));
    }

    [Fact]
    public void Interval_KeepsFiringThroughTheFold()
    {
        Assert.Equal(
            [
                "2026-10-25T02:30:00+02:00", "2026-10-25T02:45:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T02:15:00+01:00",
                "2026-10-25T02:30:00+01:00", "2026-10-25T02:45:00+01:00", "2026-10-25T03:00:00+01:00",
            ],
            Fires("*/15 * * * *", "Europe/Berlin", "2026-10-25T00:15:00Z", 7));
    }

    [Fact]
    public void Interval_WhoseLastHourIsTheFold_FiresInBothPasses()
    {
        Assert.Equal(
            ["2026-10-25T02:00:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T02:30:00+01:00", "2027-10-25T00:00:00+02:00"],
            Fires("*/30 0-2 25 10 *", "Europe/Berlin", "2026-10-24T23:30:00Z", 5));
    }

    [Theory]
    // Lord Howe Island moves by half an hour, at 02:00.
    [InlineData("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00:00Z", "2026-10-04T02:30:00+11:00")]
    [InlineData("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T10:00:00Z", "2026-04-05T01:45:00+11:00")]
    // Cairo's clock jumps from midnight to one.
    [InlineData("0 0 * * *", "Africa/Cairo", "2026-04-23T12:00:00Z", "2026-04-24T01:00:00+03:00")]
    // Apia had no 30 December 2011 at all.
    [InlineData("0 12 * * *", "Pacific/Apia", "2011-12-30T00:00:00Z", "2011-12-31T00:00:00+14:00")]
    // Moscow moved for good in 2014, without any daylight-saving time.
    [InlineData("30 1 * * *", "Europe/Moscow", "2014-10-25T12:00:00Z", "2014-10-26T01:30:00+04:00")]
    [InlineData("30 1 * * *", "Europe/Moscow", "2014-10-25T21:45:00Z", "2014-10-27T01:30:00+03:00")]
    [InlineData("0 2 * * *", "UTC", "2026-03-29T00:00:00Z", "2026-03-29T02:00:00+00:00")]
    public void NamedTime_InOtherZones_KeepsTheSameRule(string cron, string zone, string after, string expected)
    {
        Assert.Equal([expected], Fires(cron, zone, after, 1));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("America/St_Johns")]
    [InlineData("Africa/Casablanca")]
    public void Rhythm_OverAYear_IsEveryInstantAtWhichTheClockMatches(string zone)
    {
        // Independently of the code under test: look at the clock every five minutes.
        var clock = Zone(zone);
        var from = Utc("2026-01-01T00:00:00Z");
        var expected = Enumerable.Range(1, 365 * 24 * 12).Select(i => from.AddMinutes(5 * i))
            .Where(instant => clock.At(instant).Minute % 15 == 5).ToList();

        var actual = Times("5/15 * * * *", zone).After(from).TakeWhile(fire => fire <= expected[^1]).ToList();

        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Africa/Cairo")]
    public void NamedTimes_OverAYear_FireOnceADayEach(string zone)
    {
        foreach (var hour in Enumerable.Range(0, 4))
        {
            var fires = Times($"20 {hour} * * *", zone).After(Utc("2026-01-02T00:00:00Z")).Take(360).ToList();

            Assert.Equal(360, fires.Select(fire => fire.Date).Distinct().Count());
            Assert.Equal(359, (fires[^1].Date - fires[0].Date).TotalDays);
        }
    }

    [Theory]
    [InlineData("Nope/Zone")]
    [InlineData("europe/berlin")]
    [InlineData("localtime")]
    [InlineData("right/Europe/Berlin")]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/localtime")]
    [InlineData("Europe/../Europe/Berlin")]
    [InlineData("Europe/Berlin\0")]
    [InlineData("Europe")]
    [InlineData("")]
    [InlineData("+01:00")]
    public void Zone_WhenUnknown_IsNotFound(string name)
    {
        Assert.False(ZoneClock.TryFind(name, out _));
    }

    private static List<string> Fires(string cron, string zone, string after, int count) =>
        Times(cron, zone).After(Utc(after)).Take(count).Select(fire => fire.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)).ToList();

    private static FireTimes Times(string cron, string zone)
    {
        Assert.True(CronExpression.TryParse(cron, out var expression, out var problem), problem);
        return new FireTimes(expression, Zone(zone));
    }

    private static ZoneClock Zone(string name)
    {
        Assert.True(ZoneClock.TryFind(name, out var clock), name);
        return clock;
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
