using System.Globalization;
using System.Text.RegularExpressions;

namespace FunctionsJobs.Schedules.Placeholders;

/// <summary>
/// The dates that data may name instead of saying: <c>today</c>, <c>yesterday</c>, <c>tomorrow</c>, the Mondays <c>lastWeek</c>, <c>thisWeek</c> and
/// <c>nextWeek</c>, the firsts <c>lastMonth</c>, <c>thisMonth</c> and <c>nextMonth</c>, each with days added or taken off (<c>today-7d</c>), and
/// <c>now</c>, the instant itself.
/// </summary>
/// <param name="now">The instant that they are relative to, in the offset whose days count.</param>
internal sealed partial class DatePlaceholders(DateTimeOffset now)
{
    /// <summary>What an unknown placeholder is answered with.</summary>
    public const string Rule =
        "must name one of today, yesterday, tomorrow, lastWeek, thisWeek, nextWeek, lastMonth, thisMonth, nextMonth, "
        + "with -Nd or +Nd for up to 3650 days if wished, or now";

    private const int MaxDays = 3650;

    /// <summary>The text that a placeholder stands for (<c>2026-01-31</c>, or a UTC instant for <c>now</c>), or null when there is no such one.</summary>
    public string? Resolve(string name)
    {
        if (name == "now")
        {
            return now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }

        var match = Grammar().Match(name);
        if (!match.Success || Named(match.Groups["day"].Value) is not { } day)
        {
            return null;
        }

        var days = match.Groups["days"] is { Success: true, Value: var text } ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        return days > MaxDays
            ? null
            : day.AddDays(match.Groups["sign"].Value == "-" ? -days : days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private DateOnly? Named(string name)
    {
        var today = DateOnly.FromDateTime(now.DateTime);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var first = new DateOnly(today.Year, today.Month, 1);
        return name switch
        {
            "today" => today,
            "yesterday" => today.AddDays(-1),
            "tomorrow" => today.AddDays(1),
            "lastWeek" => monday.AddDays(-7),
            "thisWeek" => monday,
            "nextWeek" => monday.AddDays(7),
            "lastMonth" => first.AddMonths(-1),
            "thisMonth" => first,
            "nextMonth" => first.AddMonths(1),
            _ => null,
        };
    }

    [GeneratedRegex(@"\A(?<day>[A-Za-z]{1,16})((?<sign>[+-])(?<days>[0-9]{1,4})d)?\z")]
    private static partial Regex Grammar();
}
