using System.Globalization;
using NCrontab;

namespace FunctionsJobs.Embedded.Timers;

/// <summary>Reads the expression of a timer: cron with six fields or five, or a time span.</summary>
internal static class TimerScheduleParser
{
    private const int MaxLength = 256;
    private const int HorizonYears = 40;

    /// <param name="expression">The expression, settings resolved.</param>
    /// <param name="zone">The zone of cron fields.</param>
    /// <param name="now">Occurrences are looked for from here.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="problem">What is wrong with the expression.</param>
    public static bool TryParse(string expression, TimeZoneInfo zone, DateTimeOffset now, out ITimerSchedule? schedule, out string? problem)
    {
        schedule = null;
        problem = null;
        if (expression.Length > MaxLength)
        {
            problem = $"the schedule has {expression.Length} characters; at most {MaxLength} are read.";
            return false;
        }

        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = fields != 5 }) is { } cron)
        {
            var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
            var horizon = local.AddYears(HorizonYears);
            if (cron.GetNextOccurrence(local, horizon) >= horizon)
            {
                problem = $"the schedule '{expression}' never fires.";
                return false;
            }

            schedule = new CronSchedule(cron, zone);
            return true;
        }

        if (TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero)
        {
            schedule = new IntervalSchedule(interval);
            return true;
        }

        problem = $"'{expression}' is no schedule: a cron expression of six fields (seconds first) or five, or a positive time span.";
        return false;
    }
}
