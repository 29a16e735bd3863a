namespace FunctionsJobs.Schedules.Cron;

/// <summary>One field of a cron expression: its bounds, its names, and the grammar every field keeps to.</summary>
/// <remarks>
/// A field is a list (<c>,</c>) of <c>*</c>, a value or a range <c>low-high</c>, each with an optional step <c>/n</c>. The library that computes
/// occurrences reads more than this (<c>*/0</c>, ranges that run backwards) and gives it a meaning nobody asked for, so that it is checked here.
/// </remarks>
/// <param name="Name">What errors call it.</param>
/// <param name="Min">The smallest value.</param>
/// <param name="Max">The largest value.</param>
/// <param name="Names">Names of the values from <paramref name="Min"/> on, in lower case; empty where there are only numbers.</param>
internal sealed record CronField(string Name, int Min, int Max, IReadOnlyList<string> Names)
{
    private const int AbbreviationLength = 3;

    /// <summary>The fields of an expression with seconds, in order; those of one without start at the second.</summary>
    public static IReadOnlyList<CronField> All { get; } =
    [
        new("seconds", 0, 59, []),
        new("minutes", 0, 59, []),
        new("hours", 0, 23, []),
        new("day of month", 1, 31, []),
        new("month", 1, 12, ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]),
        new("day of week", 0, 6, ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]),
    ];

    /// <summary>What is wrong with the text of this field, completing a sentence about the expression, or null.</summary>
    public string? Problem(string text)
    {
        foreach (var item in text.Split(','))
        {
            if (!IsItem(item))
            {
                var named = Names.Count == 0 ? "" : $" or {Names[0][..AbbreviationLength]}-{Names[^1][..AbbreviationLength]}";
                return $"has '{item}' in its {Name} field, which takes *, numbers from {Min} to {Max}{named}, ranges low-high, steps /n of at least 1, and lists of these";
            }
        }

        return null;
    }

    private bool IsItem(string item)
    {
        var parts = item.Split('/');
        if (parts.Length > 2 || (parts.Length == 2 && !(TryNumber(parts[1], out var step) && step >= 1 && step <= Max)))
        {
            return false;
        }

        return parts[0] == "*" || IsRange(parts[0].Split('-'));
    }

    private bool IsRange(string[] ends) => ends.Length switch
    {
        1 => TryValue(ends[0], out _),
        2 => TryValue(ends[0], out var low) && TryValue(ends[1], out var high) && low <= high,
        _ => false,
    };

    private bool TryValue(string text, out int value)
    {
        if (TryNumber(text, out value))
        {
            return value >= Min && value <= Max;
        }

        for (var index = 0; index < Names.Count; index++)
        {
            var name = Names[index];
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase)
                || text.Equals(name[..AbbreviationLength], StringComparison.OrdinalIgnoreCase))
            {
                value = Min + index;
                return true;
            }
        }

        return false;
    }

    private static bool TryNumber(string text, out int value)
    {
        value = 0;
        return text.Length is 1 or 2 && text.All(char.IsAsciiDigit) && int.TryParse(text, out value);
    }
}
