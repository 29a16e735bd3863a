using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace FunctionsJobs.Schedules.Cron;

/// <summary>The clock on the wall in one time zone: which instants show a reading, and where the clock jumps.</summary>
/// <remarks>
/// Works from offsets at instants alone, which a zone always has. So it sees every jump, those that are no daylight-saving time included.
/// Assumes at most one jump within any two days.
/// </remarks>
internal sealed partial class ZoneClock
{
    /// <summary>What a refused zone is answered with.</summary>
    public const string Rule = "must be the name of a time zone of the IANA database, such as Europe/Berlin or UTC";

    private readonly TimeZoneInfo _zone;

    private ZoneClock(TimeZoneInfo zone) => _zone = zone;

    /// <summary>The zone of a name, letter case included.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out ZoneClock? clock)
    {
        // The grammar comes first: where zones are files, a name is a path, and those in lower case are the machine's own.
        clock = NameGrammar().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? new ZoneClock(zone) : null;
        return clock is not null;
    }

    /// <summary>What the clock shows at an instant, with its distance to UTC.</summary>
    public DateTimeOffset At(DateTimeOffset instant) => instant.ToOffset(_zone.GetUtcOffset(instant));

    /// <summary>The instants at which the clock shows a reading: one, two in order when it is set back over it, or none when it is set forward.</summary>
    public (DateTimeOffset? First, DateTimeOffset? Second) InstantsOf(DateTime reading)
    {
        var (before, after) = OffsetsAround(reading);
        if (before == after)
        {
            return (new DateTimeOffset(reading, before), null);
        }

        var early = Showing(reading, before > after ? before : after);
        var late = Showing(reading, before > after ? after : before);
        return early is null ? (late, null) : (early, late);
    }

    /// <summary>The first instant after the gap that swallows a reading.</summary>
    public DateTimeOffset EndOfGap(DateTime reading)
    {
        var (before, after) = OffsetsAround(reading);
        return JumpBetween(new DateTimeOffset(reading, after), new DateTimeOffset(reading, before));
    }

    /// <summary>The instant at which the offset changes.</summary>
    /// <param name="from">An instant before the change.</param>
    /// <param name="to">An instant after it, or the change itself.</param>
    public DateTimeOffset JumpBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var before = _zone.GetUtcOffset(from);
        var (low, high) = (from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (_zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == before)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return At(DateTimeOffset.FromUnixTimeSeconds(high));
    }

    /// <summary>The offsets well before and well after every instant that may show the reading.</summary>
    private (TimeSpan Before, TimeSpan After) OffsetsAround(DateTime reading)
    {
        var utc = new DateTimeOffset(reading, TimeSpan.Zero);
        return (_zone.GetUtcOffset(utc.AddDays(-1)), _zone.GetUtcOffset(utc.AddDays(1)));
    }

    private DateTimeOffset? Showing(DateTime reading, TimeSpan offset)
    {
        var instant = new DateTimeOffset(reading, offset);
        return _zone.GetUtcOffset(instant) == offset ? instant : null;
    }

    [GeneratedRegex(@"\A[A-Z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,31}){0,2}\z")]
    private static partial Regex NameGrammar();
}
