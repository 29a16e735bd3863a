using FunctionsJobs.Embedded.Timers;

namespace FunctionsJobs.Embedded.Tests.Timers;

public class StoredScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly ITimerSchedule Hourly = Parse("0 0 * * * *");
    private static readonly ITimerSchedule Daily = Parse("0 0 2 * * *");

    [Fact]
    public void Under_WhenTheScheduleIsTheSame_KeepsTheStateWithWhatWasMissed()
    {
        var stored = StoredSchedule.After(Hourly, Noon);

        Assert.Equal(stored, stored.Under(Hourly, Noon.AddHours(5)));
    }

    [Fact]
    public void Under_WhenTheScheduleChanged_CountsFromTheLastRun()
    {
        var stored = StoredSchedule.After(Hourly, Noon);

        var changed = stored.Under(Daily, Noon.AddMinutes(10));

        Assert.Equal(new StoredSchedule(null, Noon.AddHours(14), Noon), changed);
    }

    [Fact]
    public void Under_WhenTheScheduleChangedAndItsRunWouldBePast_CountsFromNow()
    {
        var stored = StoredSchedule.After(Daily, Noon);

        var changed = stored.Under(Hourly, Noon.AddHours(3).AddMinutes(1));

        Assert.Equal(new StoredSchedule(null, Noon.AddHours(4), Noon.AddHours(3).AddMinutes(1)), changed);
    }

    [Fact]
    public void Under_WhenItNeverRan_CountsFromTheTimeItWasSeenFirst()
    {
        var stored = StoredSchedule.New(Hourly, Noon.AddMinutes(1));

        Assert.Equal(Noon.AddHours(1), stored.Under(Hourly, Noon.AddHours(4)).Next);
    }

    private static ITimerSchedule Parse(string expression)
    {
        Assert.True(TimerScheduleParser.TryParse(expression, TimeZoneInfo.Utc, Noon, out var schedule, out _));
        return schedule!;
    }
}
