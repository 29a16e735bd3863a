using FunctionsJobs.Embedded.Hosting;
using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.Embedded.Timers;

/// <summary>The time zone of cron expressions: the setting <c>WEBSITE_TIME_ZONE</c>, UTC without it.</summary>
internal static class ScheduleZone
{
    public const string SettingName = "WEBSITE_TIME_ZONE";

    /// <exception cref="HostStartException">This machine knows no such zone.</exception>
    public static TimeZoneInfo Of(IConfiguration configuration)
    {
        if (configuration[SettingName] is not { Length: > 0 } id)
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : throw new HostStartException($"The setting {SettingName} names a time zone that this machine does not know: '{id}'. Use an IANA name, such as Europe/Berlin.");
    }
}
