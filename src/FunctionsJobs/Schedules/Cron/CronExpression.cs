using System.Diagnostics.CodeAnalysis;
using NCrontab;

namespace FunctionsJobs.Schedules.Cron;

/// <summary>
/// A cron expression of five fields (minutes, hours, day of month, month, day of week) or of six, with seconds first. It speaks of clock
/// readings; <see cref="FireTimes"/> turns them into instants. A day has to match both day of month and day of week.
/// </summary>
internal sealed class CronExpression
{
    /// <summary>The longest expression, in characters.</summary>
    public const int MaxLength = 256;

    /// <summary>How far occurrences are looked for: leap days on a given weekday can be forty years apart.</summary>
    private const int HorizonYears = 41;

    // Any midnight would do; the second before it, since what is looked for comes after.
    private static readonly DateTime Origin = new(2000, 12, 31, 23, 59, 59, DateTimeKind.Unspecified);

    private readonly CrontabSchedule _cron;

    private CronExpression(string text, CrontabSchedule cron, string hours)
    {
        Text = text;
        _cron = cron;
        RunsThroughHours = hours.AsSpan().ContainsAny('*', '/', '-');
    }

    /// <summary>The expression with single spaces.</summary>
    public string Text { get; }

    /// <summary>
    /// Whether the hours field is a pattern (<c>*</c>, <c>*/2</c>, <c>9-17</c>): such an expression keeps its rhythm while clocks change.
    /// One that names its hours means readings of the clock, each of which comes once a day.
    /// </summary>
    public bool RunsThroughHours { get; }

    /// <summary>Reads an expression, or tells what is wrong with it, completing a sentence that starts with the field's name.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronExpression? expression, [NotNullWhen(false)] out string? problem)
    {
        expression = null;
        if (text.Length > MaxLength)
        {
            problem = $"must not be longer than {MaxLength} characters";
            return false;
        }

        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (5 or 6))
        {
            problem = "must have five fields (minutes, hours, day of month, month, day of week), or six with seconds first";
            return false;
        }

        var fields = CronField.All.Skip(CronField.All.Count - parts.Length);
        problem = fields.Zip(parts, (field, part) => field.Problem(part)).FirstOrDefault(found => found is not null);
        if (problem is not null)
        {
            return false;
        }

        var normal = string.Join(' ', parts);
        var cron = CrontabSchedule.Parse(normal, new CrontabSchedule.ParseOptions { IncludingSeconds = parts.Length == 6 });
        var found = new CronExpression(normal, cron, parts[^4]);
        if (found.Next(Origin) is null)
        {
            problem = "never fires: no day has that month, day of month and day of week";
            return false;
        }

        expression = found;
        return true;
    }

    /// <summary>The first reading of the clock after <paramref name="reading"/> that matches, or null when there is none in forty years.</summary>
    public DateTime? Next(DateTime reading)
    {
        var horizon = reading.Year + HorizonYears > 9999 ? DateTime.MaxValue : reading.AddYears(HorizonYears);
        var next = _cron.GetNextOccurrence(reading, horizon);
        return next >= horizon ? null : next;
    }

    /// <summary>
    /// The shortest time between two occurrences on a clock that never changes. Exact within a day and between neighbouring days; days that
    /// are further apart are compared for as many as match in the first year or so, where the difference no longer matters to any limit.
    /// </summary>
    /// <param name="enough">What is shorter than this need not be told exactly.</param>
    public TimeSpan ShortestGap(TimeSpan enough)
    {
        var first = Next(Origin)!.Value;
        var last = first;
        var shortest = TimeSpan.MaxValue;
        while (Next(last) is { } next && next.Date == first.Date)
        {
            shortest = next - last < shortest ? next - last : shortest;
            if (shortest < enough)
            {
                return shortest;
            }

            last = next;
        }

        return BetweenDays(first.TimeOfDay, last, shortest);
    }

    private TimeSpan BetweenDays(TimeSpan firstOfDay, DateTime lastOfDay, TimeSpan shortest)
    {
        const int Days = 366;
        var neighbours = TimeSpan.FromDays(1) + firstOfDay - lastOfDay.TimeOfDay;
        for (var day = 0; day < Days && shortest > neighbours && Next(lastOfDay) is { } next; day++)
        {
            shortest = next - lastOfDay < shortest ? next - lastOfDay : shortest;
            lastOfDay = next.Date + lastOfDay.TimeOfDay;
        }

        return shortest;
    }
}
