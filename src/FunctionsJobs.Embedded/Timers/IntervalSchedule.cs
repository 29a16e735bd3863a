namespace FunctionsJobs.Embedded.Timers;

/// <summary>Runs an interval after the last run began, whatever the clock's zone does.</summary>
internal sealed class IntervalSchedule(TimeSpan interval) : ITimerSchedule
{
    public bool IsSubMinute => interval < TimeSpan.FromMinutes(1);

    public DateTimeOffset Next(DateTimeOffset after) => after + interval;
}
