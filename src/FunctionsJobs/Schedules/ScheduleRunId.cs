using System.Globalization;

namespace FunctionsJobs.Schedules;

/// <summary>The job ids of a schedule's runs: made from schedule and time alone, so that serving a fire time twice is one job.</summary>
/// <remarks>They lie in a space that submitters cannot name jobs in (<see cref="JobStore.JobId.IsReserved"/>).</remarks>
internal static class ScheduleRunId
{
    /// <summary><c>sched:{id}:20260131T010000Z</c>.</summary>
    public static string Of(string scheduleId, DateTimeOffset fireAt) => string.Create(
        CultureInfo.InvariantCulture, $"sched:{scheduleId}:{fireAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");

    /// <summary><c>sched:{id}:now-20260131T010000123Z</c>: with milliseconds, and never a fire time's.</summary>
    public static string OfTrigger(string scheduleId, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"sched:{scheduleId}:now-{at.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}");
}
