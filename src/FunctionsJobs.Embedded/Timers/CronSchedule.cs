using NCrontab;

namespace FunctionsJobs.Embedded.Timers;

/// <summary>
/// Runs by a cron expression in a time zone. On the night when clocks go back, an interval expression (a <c>*</c>, <c>/</c> or
/// <c>-</c> in seconds, minutes or hours) goes on through the repeated hour, and a point in time runs once, at its first
/// occurrence. On the night when clocks go forward, an occurrence in the hour that does not exist runs at the same distance after it.
/// </summary>
internal sealed class CronSchedule : ITimerSchedule
{
    private readonly CrontabSchedule _cron;
    private readonly TimeZoneInfo _zone;
    private readonly bool _isInterval;

    /// <param name="cron">The expression, parsed.</param>
    /// <param name="zone">The zone its fields are in.</param>
    public CronSchedule(CrontabSchedule cron, TimeZoneInfo zone)
    {
        _cron = cron;
        _zone = zone;
        var fields = cron.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _isInterval = fields.Take(fields.Length == 6 ? 3 : 2).Any(field => field.AsSpan().ContainsAny('*', '/', '-'));
        IsSubMinute = fields.Length == 6 && fields.Skip(1).All(field => field == "*") && HasSeveralInAMinute(cron);
    }

    public bool IsSubMinute { get; }

    public DateTimeOffset Next(DateTimeOffset after)
    {
        var now = TimeZoneInfo.ConvertTime(after, _zone);
        var local = _cron.GetNextOccurrence(now.DateTime);
        var next = At(local);
        if (!_zone.SupportsDaylightSavingTime)
        {
            return next;
        }

        var isNextAmbiguous = _zone.IsAmbiguousTime(next);
        var hasOffsetChanged = next.Offset != now.Offset;
        if (_isInterval)
        {
            return hasOffsetChanged && (isNextAmbiguous || _zone.IsAmbiguousTime(now)) ? Shift(next, now) : next;
        }

        if (!isNextAmbiguous)
        {
            return next;
        }

        // Both readings of the hour belong to one occurrence: the first one runs, the second one is passed over.
        return hasOffsetChanged ? Shift(next, now) : At(FirstUnambiguous(local));
    }

    private static bool HasSeveralInAMinute(CrontabSchedule cron)
    {
        var minute = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return cron.GetNextOccurrences(minute.AddSeconds(-1), minute.AddMinutes(1)).Skip(1).Any();
    }

    // A time that does not exist gets the offset from before the gap and so lands behind it; a repeated one counts as its second reading.
    private DateTimeOffset At(DateTime local) => TimeZoneInfo.ConvertTime(new DateTimeOffset(local, _zone.GetUtcOffset(local)), _zone);

    private DateTimeOffset Shift(DateTimeOffset next, DateTimeOffset now) => TimeZoneInfo.ConvertTime(next + (next.Offset - now.Offset), _zone);

    private DateTime FirstUnambiguous(DateTime local)
    {
        while (_zone.IsAmbiguousTime(local))
        {
            local = _cron.GetNextOccurrence(local);
        }

        return local;
    }
}
