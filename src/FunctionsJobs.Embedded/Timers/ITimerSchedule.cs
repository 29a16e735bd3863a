namespace FunctionsJobs.Embedded.Timers;

/// <summary>When a timer function runs.</summary>
internal interface ITimerSchedule
{
    /// <summary>Whether runs can be less than a minute apart; such schedules are not monitored.</summary>
    bool IsSubMinute { get; }

    /// <summary>The first occurrence after an instant, in the schedule's time zone.</summary>
    DateTimeOffset Next(DateTimeOffset after);
}
